using System.CommandLine;
using Ledger.Domain.Events;

namespace Ledger.Api.Periods;

/// <summary>Why a month is closed or reopened, as it is recorded.</summary>
internal static class ReasonOption
{
    internal static Option<string?> Create(string description, bool required)
    {
        var reason = new Option<string?>("--reason") { Description = description, Required = required };
        reason.Validators.Add(result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (string.IsNullOrWhiteSpace(text)) result.AddError("--reason is empty; say why");
            else if (text.Length > EntryParser.NoteLengthMax)
                result.AddError($"--reason is longer than {EntryParser.NoteLengthMax} characters");
            else if (text.Any(char.IsControl) || HasHalfCharacter(text))
                result.AddError("--reason must be one line without control characters");
        });
        return reason;
    }

    // What is no character at all cannot be stored.
    private static bool HasHalfCharacter(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
