using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

/// <summary>
/// What a kind means, from where it is written once: the summary of its record, and the glossary's row.
/// </summary>
internal static partial class EventMeanings
{
    private static readonly Lazy<XDocument> _summaries = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(FundEvent).Assembly.Location, ".xml")));

    internal static string Of(EventType type)
    {
        var summary = _summaries.Value.Descendants("member")
            .Single(member => member.Attribute("name")!.Value == $"T:{type.Type.FullName}").Element("summary")!;
        foreach (var code in summary.Descendants("c").ToList()) code.ReplaceWith($"`{code.Value}`");
        return Space().Replace(summary.Value, " ").Trim();
    }

    internal static string? ChineseOf(EventType type) => Repository.Text("docs/glossary.md").Split('\n')
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .FirstOrDefault(cells => cells.Length > 3 && cells[1] == $"`{type.Name}`")?[2];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
