using Ledger.Api.CommandLine;

namespace Ledger.Api.Recording;

/// <summary>Who records: <c>LEDGER_ACTOR</c>, else the operating system's user.</summary>
public static class Actor
{
    private const int LengthMax = 200;

    /// <exception cref="UserError"><c>LEDGER_ACTOR</c> is too long or has control characters.</exception>
    public static string FromEnvironment()
    {
        var named = Environment.GetEnvironmentVariable("LEDGER_ACTOR");
        return string.IsNullOrWhiteSpace(named) ? Environment.UserName : Name("LEDGER_ACTOR", named);
    }

    /// <summary>A name by which events say who recorded them.</summary>
    /// <param name="where">What gives it, for the message.</param>
    /// <param name="text">What it gives.</param>
    /// <exception cref="UserError">It is empty, too long, or has control characters.</exception>
    internal static string Name(string where, string text) =>
        text.Trim() is { Length: > 0 and <= LengthMax } name && !name.Any(char.IsControl)
            ? name
            : throw new UserError(UserLanguage.Say(
                $"{where} must be one line of at most {LengthMax} characters", $"{where} 应为一行,最多 {LengthMax} 个字符"));
}
