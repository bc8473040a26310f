using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Spectre.Console;

namespace Ledger.Api.Institutions;

/// <summary>What is outstanding by age (账龄) in every form.</summary>
internal static class AgesReport
{
    /// <param name="answer">The answer.</param>
    /// <param name="buckets">The names of the ages, in order.</param>
    public static Report Of(AgesAnswer answer, IReadOnlyList<string> buckets) => new(answer, answer.Pool, answer.Position,
        SheetCsv.Of([("pool", answer.Pool), ("as_of", answer.AsOf)],
            ["kind", "holder", "fund", "outstanding", "oldest", "days", "overdue", .. buckets],
            answer.Ages.Select(row => (string?[])
                [row.Kind, row.Holder, row.Fund, row.Outstanding, row.Oldest, Days(row), row.Overdue, .. buckets.Select(name => row.Buckets[name])])),
        console => Print(console, answer, buckets), words => [Sheet(answer, buckets, words)]);

    private static void Print(IAnsiConsole console, AgesAnswer answer, IReadOnlyList<string> buckets)
    {
        var table = PlainConsole.Table(
            ["kind", "holder", "fund", "outstanding", "since", "days", "overdue", .. buckets]);
        foreach (var row in answer.Ages)
        {
            table.AddRow([
                new Text(row.Kind), new Text(row.Holder), new Text(row.Fund), FigureVerbs.Right(row.Outstanding),
                new Text(row.Oldest ?? ""), FigureVerbs.Right(Days(row) ?? ""), FigureVerbs.Right(row.Overdue),
                .. buckets.Select(name => FigureVerbs.Right(row.Buckets[name])),
            ]);
        }
        console.WriteSection(
            $"Outstanding by age, pool {answer.Pool}, as of {answer.AsOf}, position {answer.Position}, {answer.Policy}", table);
    }

    private static Sheet Sheet(AgesAnswer answer, IReadOnlyList<string> buckets, SheetWords words) => new("ages",
        words.Say("Outstanding by age", "往来款项账龄表"), $"{words.Pool(answer.Pool)}    {words.AsOf(answer.AsOf)}",
        [
            new("kind", words.Say("Kind", "款项"), CellKind.Text), new("holder", words.Say("With", "单位(个人)"), CellKind.Text),
            new("fund", words.Say("Fund", "基金"), CellKind.Text), Money("outstanding", words.Say("Outstanding", "余额")),
            new("oldest", words.Say("Since", "最早发生日"), CellKind.Date), new("days", words.Say("Days", "天数"), CellKind.Count),
            Money("overdue", words.Say("Overdue", "其中逾期")),
            .. buckets.Select(name => Money(name, words.Say($"{name} days", $"{name}天"))),
        ],
        [
            .. answer.Ages.Select(row => SheetRow.Line(
            [
                words.Of("outstanding", row.Kind), row.Holder, words.Fund(row.Fund), row.Outstanding, row.Oldest, Days(row),
                row.Overdue, .. buckets.Select(name => row.Buckets[name]),
            ])),
        ])
    {
        Unit = words.Yuan, Signatures = words.Signatures("statement"),
        Notes = [words.Say($"Ages by {answer.Policy}.", $"账龄分段:{answer.Policy}。")],
    };

    private static string? Days(OutstandingAgeAnswer row) => row.Days?.ToString(CultureInfo.InvariantCulture);

    private static SheetColumn Money(string key, string heading) => new(key, heading, CellKind.Money);
}
