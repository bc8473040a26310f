using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.Institutions;

/// <summary><c>./ledger budget --pool P --year Y</c>: how far each institution's budget is used (预算执行).</summary>
public static class BudgetVerb
{
    public static Command Create()
    {
        var (pool, year, institution) = (CommonOptions.Pool(), InstitutionOptions.Year(), InstitutionOptions.Institution());
        var json = JsonOutput.CreateOption();
        var verb = new Command("budget", "How far each institution's budget is used, and the control rules it breaks")
        {
            pool, year, institution, json,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "budget", result.GetValue(institution)?.Text, cancellationToken);
            var answer = await new InstitutionFigures(ledger, known.Of(result)).Budget(
                result.GetValue(pool), result.GetValue(year), result.GetValue(institution), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger budget --pool 330825 --year 2025");
    }

    private static void Print(TextWriter output, BudgetAnswer answer)
    {
        var console = PlainConsole.On(output);
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
}
