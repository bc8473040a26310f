namespace Ledger.Api.CommandLine;

/// <summary>
/// The language in which a refusal or a problem is explained at the command line: <c>LEDGER_LANG</c> (zh or en), else that of the
/// locale. English unless it says Chinese.
/// </summary>
public static class UserLanguage
{
    private static readonly string[] _variables = ["LEDGER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

    public static bool IsChinese => _variables.Select(Environment.GetEnvironmentVariable)
        .FirstOrDefault(value => !string.IsNullOrEmpty(value))
        ?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The sentence in that language.</summary>
    public static string Say(string english, string chinese) => IsChinese ? chinese : english;
}
