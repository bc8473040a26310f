using System.Text.RegularExpressions;
using Ledger.Domain.People;

namespace Ledger.Domain;

/// <summary>A value that is written as one piece of text and knows which texts are well formed.</summary>
public interface ICode<TSelf> where TSelf : struct, ICode<TSelf>
{
    /// <summary>The text, or the empty string for the default, which stands for "none".</summary>
    string Text { get; }

    /// <summary>What a well-formed text looks like, for the line that refuses another.</summary>
    static abstract Wording Form { get; }

    static abstract bool TryParse(string text, out TSelf code);
}

/// <summary>Number of a source document (原始凭证号): 1 to 128 printable characters. With the kind, the idempotency key.</summary>
public readonly record struct DocumentId : ICode<DocumentId>
{
    public const int LengthMax = 128;

    private readonly string? _text;

    private DocumentId(string text) => _text = text;

    public static Wording Form => new(
        $"1 to {LengthMax} characters without control characters or spaces at its ends",
        $" 1 至 {LengthMax} 个字符,不含控制字符,首尾不得有空格");

    public string Text => _text ?? "";

    public bool IsNone => _text is null;

    public static DocumentId Of(string text) => Codes.Parse<DocumentId>(text);

    public static bool TryParse(string text, out DocumentId code)
    {
        var good = text.Length is > 0 and <= LengthMax && Codes.IsPlain(text);
        code = good ? new(text) : default;
        return good;
    }

    public override string ToString() => Text;
}

/// <summary>A pool (统筹区): 6-digit division code. Unknown divisions are accepted. The tenant of the store.</summary>
public readonly record struct PoolCode : ICode<PoolCode>
{
    private readonly string? _text;

    private PoolCode(string text) => _text = text;

    public static Wording Form => new("six digits, as 330825", "六位数字,如 330825");

    public string Text => _text ?? "";

    public bool IsNone => _text is null;

    public static PoolCode Of(string text) => Codes.Parse<PoolCode>(text);

    public static bool TryParse(string text, out PoolCode code)
    {
        var good = text.Length == 6 && text.All(char.IsAsciiDigit);
        code = good ? new(text) : default;
        return good;
    }

    public override string ToString() => Text;
}

/// <summary>Slug of a fund in the catalogue, such as <c>employee-pooled</c>.</summary>
public readonly partial record struct FundCode : ICode<FundCode>
{
    private readonly string? _text;

    private FundCode(string text) => _text = text;

    public static Wording Form => new(
        "a slug of the fund catalogue: a-z, 0-9 and hyphens, at most 40 characters",
        "基金目录中的代号:由 a-z、0-9 和连字符组成,最多 40 个字符");

    public string Text => _text ?? "";

    public bool IsNone => _text is null;

    public static FundCode Of(string text) => Codes.Parse<FundCode>(text);

    public static bool TryParse(string text, out FundCode code)
    {
        var good = text.Length <= 40 && Slug().IsMatch(text);
        code = good ? new(text) : default;
        return good;
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}

/// <summary>
/// A designated institution (定点医药机构): 12 characters, as H50015501017 (letter, 6-digit division, serial).
/// Divisions that no list knows are accepted: real codes use local ones.
/// </summary>
public readonly record struct InstitutionCode : ICode<InstitutionCode>
{
    private readonly string? _text;

    private InstitutionCode(string text) => _text = text;

    public static Wording Form => new(
        "12 characters of A-Z and 0-9, as H50015501017", " 12 位大写字母 A-Z 和数字 0-9,如 H50015501017");

    public string Text => _text ?? "";

    public bool IsNone => _text is null;

    public static InstitutionCode Of(string text) => Codes.Parse<InstitutionCode>(text);

    public static bool TryParse(string text, out InstitutionCode code)
    {
        var good = text.Length == 12 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
        code = good ? new(text) : default;
        return good;
    }

    public override string ToString() => Text;
}

/// <summary>An opaque token for a person; never a name or an identity number.</summary>
public readonly record struct PersonRef : ICode<PersonRef>
{
    private readonly string? _text;

    private PersonRef(string text) => _text = text;

    public static Wording Form => new(
        "an opaque token of 1 to 64 of A-Z, a-z, 0-9, _ and -, not an identity number",
        " 1 至 64 位的匿名代号,由 A-Z、a-z、0-9、_ 和 - 组成,不得是身份证号");

    public string Text => _text ?? "";

    public bool IsNone => _text is null;

    public static PersonRef Of(string text) => Codes.Parse<PersonRef>(text);

    public static bool TryParse(string text, out PersonRef code)
    {
        var good = text.Length is > 0 and <= 64
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            // One that has a right check digit by chance is refused too: it costs a sender a prefix and protects a person.
            && !PersonalNumbers.IsIdentityNumber(text);
        code = good ? new(text) : default;
        return good;
    }

    public override string ToString() => Text;
}

internal static class Codes
{
    /// <exception cref="FormatException">The text is not of the code's form.</exception>
    internal static T Parse<T>(string text) where T : struct, ICode<T> =>
        T.TryParse(text, out var code)
            ? code
            : throw new FormatException($"'{text}' is not a {typeof(T).Name}: it must be {T.Form.English}");

    /// <summary>
    /// No control characters, no line or bidirectional controls, no half characters, no white space at either end.
    /// </summary>
    internal static bool IsPlain(string text) =>
        !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && !text.Any(IsControl)
        && !HasHalfCharacter(text);

    internal static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029'
        or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>
    /// Whether it has half of a surrogate pair, or the mark that writing puts in its place: two texts would be stored
    /// as one.
    /// </summary>
    internal static bool HasHalfCharacter(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\uFFFD') return true;
            if (!char.IsSurrogate(text[index])) continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1])) return true;
            index++;
        }
        return false;
    }

    internal static bool ContainsOnlyDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
        }
        return true;
    }
}
