using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Spectre.Console;

namespace Ledger.Api.Institutions;

/// <summary>How far each institution's budget is used (预算执行) in every form.</summary>
internal static class BudgetExecutionReport
{
    private static readonly string[] _columns =
    [
        "institution", "budget", "paid", "remaining", "executed", "settled_unpaid", "prepayment_outstanding", "deposit_held",
        "clawback_outstanding", "clawback_recovered", "visits", "average_cost", "average_cost_last_year", "average_exam_cost",
        "average_exam_cost_last_year", "out_of_scope_share", "out_of_scope_share_last_year", "self_paid_share",
    ];

    /// <summary>CSV has the institutions; the region and the broken rules stand in the other forms.</summary>
    public static Report Of(BudgetAnswer answer) => new(answer, answer.Pool, answer.Position,
        SheetCsv.Of([("pool", answer.Pool), ("year", Number(answer.Year))], _columns,
            answer.Institutions.Select(row => (string?[])[row.Institution, .. Budgets(row), .. Care(row)])),
        console => Print(console, answer), words => Sheets(answer, words));

    private static string?[] Budgets(InstitutionBudgetAnswer row) =>
    [
        row.Budget, row.Paid, row.Remaining, row.Executed, row.SettledUnpaid, row.PrepaymentOutstanding, row.DepositHeld,
        row.ClawbackOutstanding, row.ClawbackRecovered,
    ];

    private static string?[] Care(InstitutionBudgetAnswer row) =>
    [
        Number(row.Visits), row.AverageCost, row.AverageCostLastYear, row.AverageExamCost, row.AverageExamCostLastYear,
        row.OutOfScopeShare, row.OutOfScopeShareLastYear, row.SelfPaidShare,
    ];

    private static void Print(IAnsiConsole console, BudgetAnswer answer)
    {
        var title = $"pool {answer.Pool}, {answer.Year}, position {answer.Position}";
        var budgets = PlainConsole.Table("institution", "budget", "paid", "remaining", "executed", "settled, unpaid",
            "prepayments", "deposits", "clawbacks", "recovered");
        foreach (var row in answer.Institutions)
        {
            Add(budgets, row.Institution, row.Budget, row.Paid, row.Remaining, row.Executed, row.SettledUnpaid,
                row.PrepaymentOutstanding, row.DepositHeld, row.ClawbackOutstanding, row.ClawbackRecovered);
        }
        if (answer.Region is { } region)
            Add(budgets, "the region", region.Budget, region.Paid, region.Remaining, region.Executed);
        console.WriteSection($"Budgets, {title}", budgets);
        var care = PlainConsole.Table("institution", "visits", "a visit", "last year", "examinations", "last year",
            "out of scope", "last year", "self-paid");
        foreach (var row in answer.Institutions)
        {
            Add(care, row.Institution, $"{row.Visits}", row.AverageCost, row.AverageCostLastYear, row.AverageExamCost,
                row.AverageExamCostLastYear, row.OutOfScopeShare, row.OutOfScopeShareLastYear, row.SelfPaidShare);
        }
        console.WriteSection($"Cost of care, {title}", care);
        if (answer.Controls.Count == 0) return;
        var broken = PlainConsole.Table("institution", "rule", "figure", "limit");
        foreach (var row in answer.Controls)
        {
            broken.AddRow(new Text(row.Institution), new Text(row.Policy), FigureVerbs.Right(row.Figure),
                FigureVerbs.Right(row.Limit));
        }
        console.WriteSection($"Control rules that are broken, {title}", broken);
    }

    private static void Add(Table table, string name, params string?[] figures) =>
        table.AddRow([new Text(name), .. figures.Select(figure => FigureVerbs.Right(figure ?? "none"))]);

    private static List<Sheet> Sheets(BudgetAnswer answer, SheetWords words)
    {
        var heading = words.Say($"{words.Pool(answer.Pool)}    {answer.Year}", $"{words.Pool(answer.Pool)}    {answer.Year}年度");
        var institution = new SheetColumn("institution", words.Say("Institution", "定点医药机构"), CellKind.Text);
        var sheets = new List<Sheet>
        {
            new("budget", words.Say("Execution of the institutions' budgets", "定点医药机构预算执行情况表"), heading,
                [
                    institution, Money("budget", words.Say("Budget", "年度预算")), Money("paid", words.Say("Paid", "已支付")),
                    Money("remaining", words.Say("Remaining", "预算余额")), new("executed", words.Say("Executed", "执行率"), CellKind.Share),
                    Money("settled_unpaid", words.Say("Settled, unpaid", "已结算未支付")),
                    Money("prepayment_outstanding", words.Say("Prepayments", "预付金余额")), Money("deposit_held", words.Say("Deposits", "保证金余额")),
                    Money("clawback_outstanding", words.Say("Clawbacks", "应追回未到账")), Money("clawback_recovered", words.Say("Recovered", "本年已追回")),
                ],
                [
                    .. answer.Institutions.Select(row => SheetRow.Line([row.Institution, .. Budgets(row)])),
                    .. answer.Region is { } region
                        ? (SheetRow[])[new(RowLevel.Total, [words.Say("The region", "统筹区"), region.Budget, region.Paid, region.Remaining, region.Executed])]
                        : [],
                ]) { Unit = words.Yuan, Signatures = words.Signatures("statement") },
            new("care", words.Say("Cost of care", "医疗费用控制情况表"), heading,
                [
                    institution, new("visits", words.Say("Visits", "人次"), CellKind.Count),
                    Money("average_cost", words.Say("A visit", "次均费用")), Money("average_cost_last_year", words.Say("Last year", "上年次均费用")),
                    Money("average_exam_cost", words.Say("Examinations", "次均检查费")), Money("average_exam_cost_last_year", words.Say("Last year", "上年次均检查费")),
                    Share("out_of_scope_share", words.Say("Out of scope", "自费占比")), Share("out_of_scope_share_last_year", words.Say("Last year", "上年自费占比")),
                    Share("self_paid_share", words.Say("Self-paid", "自付占比")),
                ],
                [.. answer.Institutions.Select(row => SheetRow.Line([row.Institution, .. Care(row)]))]) { Unit = words.Yuan },
        };
        if (answer.Controls.Count > 0)
        {
            sheets.Add(new("controls", words.Say("Control rules that are broken", "超控制指标情况表"), heading,
                [
                    institution, new("policy", words.Say("Rule", "指标"), CellKind.Text), Share("figure", words.Say("Figure", "实际")),
                    Share("limit", words.Say("Limit", "控制值")),
                ],
                [.. answer.Controls.Select(row => SheetRow.Line(row.Institution, row.Policy, row.Figure, row.Limit))]));
        }
        return sheets;
    }

    private static SheetColumn Money(string key, string heading) => new(key, heading, CellKind.Money);

    private static SheetColumn Share(string key, string heading) => new(key, heading, CellKind.Share);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
