using System.Text.RegularExpressions;

namespace Ledger.Domain.People;

/// <summary>
/// Recognises numbers by which a person can be found, so that they stay out of a log that forgets nothing: resident
/// identity numbers (公民身份号码, GB 11643) and mobile numbers of the mainland. Names cannot be told from other words.
/// </summary>
public static partial class PersonalNumbers
{
    private const int IdentityLength = 18;
    private const int MobileLength = 11;
    private const string CheckDigits = "10X98765432";

    /// <summary>Why a text that has one is refused.</summary>
    public static readonly Wording Refused = new(
        "has what looks like a person's identity or mobile number; leave it out", "疑似含有身份证号或手机号,请删去");

    /// <summary>Whether a text has one, also with spaces or hyphens between its digits, or in full width.</summary>
    public static bool AreIn(string text)
    {
        if (text.Count(char.IsDigit) < MobileLength) return false;
        var plain = string.Concat(text.Select(Narrow));
        return Runs(plain) || Runs(Separators().Replace(plain, ""));
    }

    /// <summary>Eighteen digits, the last of them the right check digit of the others.</summary>
    public static bool IsIdentityNumber(ReadOnlySpan<char> text)
    {
        if (text.Length != IdentityLength || !text[..^1].ContainsOnlyDigits()) return false;
        var sum = 0;
        for (var index = 0; index < IdentityLength - 1; index++)
            sum += (text[index] - '0') * ((1 << (IdentityLength - 1 - index)) % 11);
        return CheckDigits[sum % 11] == char.ToUpperInvariant(text[^1]);
    }

    // What a Chinese keyboard writes in full width: ！ to ～ stand as ! to ~ do.
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c is '\u3000' ? ' ' : c;

    // A number of another length has them in it by chance only.
    private static bool Runs(string text)
    {
        foreach (var run in Numbers().EnumerateMatches(text))
        {
            var number = text.AsSpan(run.Index, run.Length);
            if (IsMobile(number) || (IsIdentityNumber(number) && HasDayOfBirth(number))) return true;
        }
        return false;
    }

    private static bool IsMobile(ReadOnlySpan<char> number) =>
        number.Length == MobileLength && number[0] == '1' && number[1] is >= '3' and <= '9' && number.ContainsOnlyDigits();

    // One in eleven numbers of eighteen digits has a right check digit; few of them a day as well.
    private static bool HasDayOfBirth(ReadOnlySpan<char> number) => number[6] is '1' or '2'
        && CashDates.TryParse($"20{number[8..10]}-{number[10..12]}-{number[12..14]}", out _);

    [GeneratedRegex("(?<![0-9])[0-9]+[Xx]?(?![0-9])")]
    private static partial Regex Numbers();

    [GeneratedRegex("(?<=[0-9])[ -](?=[0-9Xx])")]
    private static partial Regex Separators();
}
