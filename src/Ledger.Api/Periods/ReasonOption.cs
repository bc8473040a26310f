using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.People;

namespace Ledger.Api.Periods;

/// <summary>Why a month is closed or reopened, as it is recorded.</summary>
internal static class ReasonOption
{
    internal static Option<string?> Create(string description, bool required)
    {
        var reason = new Option<string?>("--reason") { Description = description, Required = required };
        reason.Validators.Add(result =>
        {
            if (ProblemOf(result.Tokens.Count > 0 ? result.Tokens[0].Value : "") is { } problem)
                result.AddError($"--reason {problem.In(UserLanguage.IsChinese)}");
        });
        return reason;
    }

    /// <summary>What keeps a text from being a reason; null where nothing does.</summary>
    internal static Wording? ProblemOf(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new("is empty; say why", "为空,请说明原因");
        if (text.Length > EntryParser.NoteLengthMax)
            return new($"is longer than {EntryParser.NoteLengthMax} characters", $"超过 {EntryParser.NoteLengthMax} 个字符");
        if (PersonalNumbers.AreIn(text)) return PersonalNumbers.Refused;
        return text.Any(char.IsControl) || HasHalfCharacter(text)
            ? new("must be one line without control characters", "应为一行,不含控制字符")
            : null;
    }

    // What is no character at all cannot be stored.
    private static bool HasHalfCharacter(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
