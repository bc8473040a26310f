using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Sheets;
using Spectre.Console;

namespace Ledger.Api.Figures;

/// <summary>Months of payment capacity in every form.</summary>
internal static class CapacityReport
{
    private static readonly string[] _columns =
        ["fund", "policy", "numerator", "denominator", "window_months", "months", "band", "reason"];

    public static Report Of(CapacityAnswer answer) => new(answer, answer.Pool, answer.Position,
        SheetCsv.Of([("pool", answer.Pool), ("as_of", answer.AsOf)], _columns, answer.Funds.Select(row => (string?[])
        [
            row.Fund, row.Policy, row.Numerator, row.Denominator, Number(row.WindowMonths), row.Months, row.Band, row.Reason,
        ])),
        console => Print(console, answer), words => [Sheet(answer, words)]);

    internal static void Print(IAnsiConsole console, CapacityAnswer answer)
    {
        var table = PlainConsole.Table("fund", "months", "band", "balance", "expenditure", "over", "policy");
        foreach (var row in answer.Funds)
        {
            table.AddRow(new Text(row.Fund), FigureVerbs.Right(row.Months ?? $"none: {row.Reason}"), new Text(row.Band ?? ""),
                FigureVerbs.Right(row.Numerator ?? "unknown"), FigureVerbs.Right(row.Denominator ?? ""),
                FigureVerbs.Right(row.WindowMonths == 0 ? "" : $"{row.WindowMonths} months"), new Text(row.Policy));
        }
        console.WriteSection(
            $"Months of payment capacity, pool {answer.Pool}, as of {answer.AsOf}, position {answer.Position}", table);
    }

    private static Sheet Sheet(CapacityAnswer answer, SheetWords words) => new("capacity",
        words.Say("Months of payment capacity", "基金可支付月数表"), $"{words.Pool(answer.Pool)}    {words.AsOf(answer.AsOf)}",
        [
            new("fund", words.Say("Fund", "基金"), CellKind.Text), new("numerator", words.Say("Balance", "累计结余"), CellKind.Money),
            new("denominator", words.Say("Expenditure", "期间支出"), CellKind.Money),
            new("window_months", words.Say("Months of it", "期间月数"), CellKind.Count),
            new("months", words.Say("Months of capacity", "可支付月数"), CellKind.Months),
            new("band", words.Say("Band", "区间"), CellKind.Text), new("policy", words.Say("Policy", "口径"), CellKind.Text),
            new("reason", words.Say("Why there is none", "无数据原因"), CellKind.Text),
        ],
        [
            .. answer.Funds.Select(row => SheetRow.Line(words.Fund(row.Fund), row.Numerator, row.Denominator,
                Number(row.WindowMonths), row.Months, row.Band is { } band ? words.Of("bands", band) : null, row.Policy,
                row.Reason is { } reason ? words.Of("reasons", reason) : null)),
        ])
    {
        Unit = words.Yuan, Signatures = words.Signatures("statement"), Notes =
        [
            words.Say("Months = balance ÷ (expenditure ÷ its months), by the policy named in each row.",
                "可支付月数 = 累计结余 ÷(期间支出 ÷ 期间月数),口径见各行。"),
        ],
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
