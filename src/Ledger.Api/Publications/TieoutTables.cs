using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Publications;
using Spectre.Console;

namespace Ledger.Api.Publications;

/// <summary>
/// What <c>tieout</c> prints for people: the findings, the months and what could not be checked.
/// </summary>
internal static class TieoutTables
{
    public static void Write(TieOutResult result, TextWriter output)
    {
        var console = PlainConsole.On(output);
        if (result.Findings.Count > 0) console.WriteSection("Figures that do not tie", Findings(result.Findings));
        foreach (var finding in result.Findings.Where(finding => finding.Explanation is not null))
            console.WriteSection(Heading(finding), Events(finding.Explanation!));
        if (result.Months.Count > 0) console.WriteSection("Months of payment capacity", Months(result.Months));
        if (result.NotChecked.Count > 0) console.WriteSection("Lines not checked", NotChecked(result.NotChecked));
        if (result.Ledger is { NotCompared.Count: > 0 } ledger)
            console.WriteSection($"Lines not held against the ledger of pool {ledger.Pool}", NotChecked(ledger.NotCompared));
        console.WriteLine(Summary(result));
    }

    private static string Heading(Finding finding)
    {
        var explanation = finding.Explanation!;
        var more = explanation.Count > explanation.Events.Count ? $" (the first {explanation.Events.Count} of {explanation.Count})" : "";
        return $"Events behind {finding.Publication}, {finding.Fund}, {finding.Line}{more}; "
            + $"unexplained {explanation.Unexplained} {Kebab(explanation.Unexplained.Unit)}";
    }

    private static Table Events(Explanation explanation)
    {
        var table = PlainConsole.Table("position", "kind", "document", "date", "yuan", "");
        foreach (var index in (int[])[0, 4]) table.Columns[index].RightAligned();
        foreach (var one in explanation.Events)
        {
            table.AddRow(new Text($"{one.Position}"), new Text(one.Kind), new Text(one.Document.Text), new Text(one.Date.Iso()),
                new Text(one.Amount.ToString()), new Text(one.IsLate ? "recorded after the closing" : ""));
        }
        return table;
    }

    private static Table Findings(IEnumerable<Finding> findings)
    {
        var table = PlainConsole.Table(
            "publication", "fund", "check", "line", "printed", "computed", "difference", "unit", "class");
        foreach (var index in (int[])[4, 5, 6]) table.Columns[index].RightAligned();
        foreach (var finding in findings)
        {
            var colour = finding.Class == FindingClass.Mismatch ? Color.Red : Color.Yellow;
            table.AddRow(
                new Text(finding.Publication), new Text(finding.Fund),
                Name(finding.Check), new Text(finding.Line),
                new Text(finding.Printed.ToString()), new Text(finding.Computed.ToString()),
                new Text(finding.Difference.ToString()), Name(finding.Printed.Unit),
                new Text(Kebab(finding.Class), new Style(colour)));
        }
        return table;
    }

    private static Table Months(IEnumerable<MonthsAnswer> months)
    {
        var table = PlainConsole.Table("publication", "fund", "printed", "reproduced by");
        table.Columns[2].RightAligned();
        foreach (var answer in months)
        {
            var policies = answer.Policies.Count > 0 ? string.Join(", ", answer.Policies) : "no policy";
            table.AddRow(new Text(answer.Publication), new Text(answer.Fund),
                new Text(answer.Printed.ToString()), new Text(policies));
        }
        return table;
    }

    private static Table NotChecked(IEnumerable<NotChecked> notChecked)
    {
        var table = PlainConsole.Table("publication", "fund", "line", "reason");
        foreach (var row in notChecked)
        {
            table.AddRow(
                new Text(row.Publication), new Text(row.Fund), new Text(row.Line), new Text(row.Reason));
        }
        return table;
    }

    private static string Summary(TieOutResult result)
    {
        var mismatches = result.Findings.Count(finding => finding.Class == FindingClass.Mismatch);
        var roundings = result.Findings.Count - mismatches;
        var ties = result.Findings.Count == 0
            ? "Every figure that could be checked ties"
            : $"Differences: {mismatches} mismatch, {roundings} rounding";
        var ledger = result.Ledger is { } asked
            ? $" Lines held against the ledger: {asked.Compared}, at position {asked.Position}." : "";
        return $"{ties}. Lines not checked: {result.NotChecked.Count}.{ledger}";
    }

    private static Text Name<T>(T value) where T : struct, Enum => new(Kebab(value));

    // The same words as in the JSON.
    private static string Kebab<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
