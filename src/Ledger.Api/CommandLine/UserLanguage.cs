namespace Ledger.Api.CommandLine;

/// <summary>
/// The language in which a refusal or a problem is explained: that of the request where one is being answered, else
/// <c>LEDGER_LANG</c> (zh or en), else that of the locale. English unless it says Chinese.
/// </summary>
public static class UserLanguage
{
    private static readonly string[] _variables = ["LEDGER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

    private static readonly AsyncLocal<bool?> _ofRequest = new();

    public static bool IsChinese => _ofRequest.Value ?? IsChineseHere;

    private static bool IsChineseHere => _variables.Select(Environment.GetEnvironmentVariable)
        .FirstOrDefault(value => !string.IsNullOrEmpty(value))
        ?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>Whether the request that is being answered asked for Chinese; null where it says nothing, or there is none.</summary>
    internal static bool? OfRequest => _ofRequest.Value;

    /// <summary>From here to the end of the request that is being answered.</summary>
    public static void Speak(bool chinese) => _ofRequest.Value = chinese;

    /// <summary>The sentence in that language.</summary>
    public static string Say(string english, string chinese) => IsChinese ? chinese : english;
}
