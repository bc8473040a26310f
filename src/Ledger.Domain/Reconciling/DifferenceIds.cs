using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Domain.Reconciling;

/// <summary>
/// Names differences by what they are, not by where they stand: reconciled again, with the same file or with a longer one,
/// a difference has the name under which somebody closed it. Another amount, date or document is another difference.
/// </summary>
public static class DifferenceIds
{
    private const int DigitsShown = 12;

    /// <param name="source">What was reconciled against.</param>
    /// <param name="differences">All differences, in order: those that are alike are counted.</param>
    public static IReadOnlyList<string> Of(string source, IReadOnlyList<Difference> differences)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = new List<string>(differences.Count);
        foreach (var difference in differences)
        {
            var id = Hash(Content(source, difference));
            var count = seen[id] = seen.GetValueOrDefault(id) + 1;
            ids.Add(count == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{count}"));
        }
        return ids;
    }

    private static string Content(string source, Difference difference)
    {
        var text = new StringBuilder().Append(source).Append('\n').Append(difference.Kind).Append('\n');
        foreach (var line in difference.Here) Append(text, "here", line);
        foreach (var line in difference.There) Append(text, "there", line);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string side, ReconciledLine line) => text
        .Append(side).Append('\t').Append(line.Date.Iso()).Append('\t').Append(line.Account).Append('\t').Append(line.Fund)
        .Append('\t').Append(line.Amount).Append('\t').AppendJoin('\t', line.References).Append('\n');

    private static string Hash(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..DigitsShown];
}
