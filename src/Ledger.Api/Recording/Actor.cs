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
        if (string.IsNullOrWhiteSpace(named)) return Environment.UserName;
        return named.Length <= LengthMax && !named.Any(char.IsControl)
            ? named.Trim()
            : throw new UserError($"LEDGER_ACTOR must be one line of at most {LengthMax} characters");
    }
}
