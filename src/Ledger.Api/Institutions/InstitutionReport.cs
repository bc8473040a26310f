using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Projections.Reading;
using Spectre.Console;

namespace Ledger.Api.Institutions;

/// <summary>The year's statement of an institution (对账单) in every form.</summary>
internal static class InstitutionReport
{
    private const string Nothing = "0.00";

    /// <summary>CSV has a row an amount: the item and the month, <c>opening</c> or <c>year</c>.</summary>
    public static Report Of(InstitutionStatementAnswer answer) => new(answer, answer.Pool, answer.Position,
        SheetCsv.Of([("pool", answer.Pool), ("institution", answer.Institution), ("year", answer.Year.ToString(CultureInfo.InvariantCulture))],
            ["fund", "month", "part", "item", "amount"], answer.Funds.SelectMany(Amounts)),
        console => Print(console, answer), words => [.. answer.Funds.Select(fund => Sheet(answer, fund, words))]);

    private static IEnumerable<string?[]> Amounts(InstitutionFundAnswer fund) =>
    [
        .. fund.Opening.Select(row => (string?[])[fund.Fund, "opening", "outstanding", row.Key, row.Value]),
        .. fund.Months.SelectMany(month => (string?[][])
        [
            .. month.Items.Select(row => (string?[])[fund.Fund, month.Month, "item", row.Key, row.Value]),
            .. month.Outstanding.Select(row => (string?[])[fund.Fund, month.Month, "outstanding", row.Key, row.Value]),
        ]),
        .. fund.Total.Select(row => (string?[])[fund.Fund, "year", "item", row.Key, row.Value]),
    ];

    private static void Print(IAnsiConsole console, InstitutionStatementAnswer answer)
    {
        foreach (var fund in answer.Funds)
        {
            var table = PlainConsole.Table(["", .. fund.Months.Select(month => month.Month), "year"]);
            foreach (var (item, amounts) in Items(fund)) Add(table, item, amounts);
            foreach (var (kind, amounts) in Outstanding(fund)) Add(table, $"{kind} outstanding", amounts);
            console.WriteSection($"Institution {answer.Institution} and {fund.Fund}, pool {answer.Pool}, "
                + $"{answer.Year}, position {answer.Position}", table);
        }
    }

    private static Sheet Sheet(InstitutionStatementAnswer answer, InstitutionFundAnswer fund, SheetWords words) => new(fund.Fund,
        words.Say("Statement of an institution", "定点医药机构对账单"),
        words.Say($"{words.Pool(answer.Pool)}    {answer.Institution}    {words.Fund(fund.Fund)}    {answer.Year}",
            $"{words.Pool(answer.Pool)}    机构:{answer.Institution}    {words.Fund(fund.Fund)}    {answer.Year}年度"),
        [
            new("item", words.Say("Item", "项目"), CellKind.Text),
            .. fund.Months.Select(month => new SheetColumn(month.Month, month.Month, CellKind.Money)),
            new("year", words.Say("Year", "全年"), CellKind.Money),
        ],
        [
            new(RowLevel.Heading, [words.Say("In the month", "本月发生")]),
            .. Items(fund).Select(row => SheetRow.Line([words.Of("items", row.Name), .. row.Amounts])),
            new(RowLevel.Heading, [words.Say("Outstanding at the month's end", "月末余额")]),
            .. Outstanding(fund).Select(row => SheetRow.Line([words.Of("outstanding", row.Name), .. row.Amounts])),
        ])
    {
        Unit = words.Yuan, Signatures = words.Signatures("institution"),
        Notes = [words.Say("Items that did not move in the year are left out.", "全年无发生额的项目不列示。")],
    };

    private static IEnumerable<(string Name, IEnumerable<string> Amounts)> Items(InstitutionFundAnswer fund) => fund.Total
        .Where(row => row.Value != Nothing || fund.Months.Any(month => month.Items[row.Key] != Nothing))
        .Select(row => (row.Key, fund.Months.Select(month => month.Items[row.Key]).Append(row.Value)));

    private static IEnumerable<(string Name, IEnumerable<string> Amounts)> Outstanding(InstitutionFundAnswer fund) =>
        InstitutionStatements.Kinds.Select(kind => (kind, fund.Months.Select(month => month.Outstanding[kind])
            .Append(fund.Months.Count > 0 ? fund.Months[^1].Outstanding[kind] : fund.Opening[kind])));

    private static void Add(Table table, string name, IEnumerable<string> amounts) =>
        table.AddRow([new Text(name), .. amounts.Select(FigureVerbs.Right)]);
}
