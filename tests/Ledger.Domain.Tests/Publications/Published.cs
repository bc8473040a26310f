using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Publications;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Domain.Tests.Publications;

/// <summary>Publications written as a page prints them, one line of text a figure.</summary>
internal static class Published
{
    public static readonly CapacityPolicies Policies =
        Repository.Policies;

    /// <summary>A table of the first quarter of 2025; see <see cref="Table"/>.</summary>
    public static IReadOnlyList<PublicationRow> Quarter(params string[] lines) =>
        Table("q1", "2025-01-01", "2025-03-31", lines);

    /// <summary>
    /// Rows of one fund; a line is "income.premium 12.30", then a unit (wan) and "of-which" at will.
    /// </summary>
    public static IReadOnlyList<PublicationRow> Table(
        string publication, string from, string to, params string[] lines) =>
        [.. lines.Select(line => Row(publication, Day(from), Day(to), line.Split(' ')))];

    public static TieOutResult Check(params IReadOnlyList<PublicationRow>[] tables) =>
        TieOut.Check([.. tables.SelectMany(table => table)], Policies);

    /// <summary>
    /// The findings in words: publication, check, line, printed - computed = difference, class.
    /// </summary>
    public static IEnumerable<string> FindingsOf(params IReadOnlyList<PublicationRow>[] tables) =>
        Check(tables).Findings.Select(Words);

    public static string Words(Finding finding) =>
        $"{finding.Publication} {finding.Check} {finding.Line}: {finding.Printed} - {finding.Computed} = "
        + $"{finding.Difference} {finding.Printed.Unit} {finding.Class}";

    private static PublicationRow Row(string publication, LocalDate from, LocalDate to, string[] words)
    {
        var unit = words.Contains("yuan") ? AmountUnit.Yuan
            : words.Contains("yi") ? AmountUnit.Yi
            : words[0] == PublishedLine.Months ? AmountUnit.Months
            : AmountUnit.Wan;
        var relation = words.Contains("of-which") ? LineRelation.OfWhich : LineRelation.Part;
        PublishedAmount.TryParse(words[1], unit, out var amount).ShouldBeTrue($"{words[1]} is no amount");
        return new(publication, "330825", "resident", from, to, words[0], relation, amount);
    }

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
