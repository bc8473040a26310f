using System.Text.RegularExpressions;

namespace Ledger.Api.CommandLine;

/// <summary>
/// One line for a terminal, whatever was typed or stands in a file: a message repeats it, and must neither
/// break nor carry what a terminal would obey.
/// </summary>
internal static partial class PlainLine
{
    private const int ShownMax = 40;

    public static string Of(string text) => Controls().Replace(text, " ");

    /// <summary>The beginning of what may be anything, for a message that repeats it.</summary>
    public static string Beginning(string text) => Of(text.Length <= ShownMax ? text : text[..ShownMax] + "…");

    // Control characters, line ends of Unicode, and what turns the direction of writing.
    [GeneratedRegex(@"[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]+\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Controls();
}
