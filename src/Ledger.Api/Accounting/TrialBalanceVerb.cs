using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.Accounting;

/// <summary><c>./ledger trial-balance --pool P</c>: every account with what it holds (试算平衡).</summary>
public static class TrialBalanceVerb
{
    public static Command Create()
    {
        var (pool, fund, asOf) = (CommonOptions.Pool(), CommonOptions.Fund(), CommonOptions.AsOf());
        var period = CommonOptions.Period("Only this month, yyyy-MM: opening, movement and closing of each account");
        var json = JsonOutput.CreateOption();
        var verb = new Command("trial-balance", "What each account holds; the two sides of a fund are equal")
        {
            pool, fund, asOf, period, json,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(period) is not null && result.GetValue(asOf) is not null)
                throw new UserError("--period and --as-of ask for two different days; give one of them");
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var figures = new PoolFigures(ledger, known.Of(result));
            var answer = result.GetValue(period) is { } month
                ? await figures.TrialBalance(result.GetValue(pool), result.GetValue(fund), month, cancellationToken)
                : await figures.TrialBalance(
                    result.GetValue(pool), result.GetValue(fund), result.GetValue(asOf), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else if (answer.Period is null) Print(result.InvocationConfiguration.Output, answer);
            else PrintMonth(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger trial-balance --pool 330825 --as-of 2025-03-31");
    }

    private static void PrintMonth(TextWriter output, TrialBalanceAnswer answer)
    {
        var table = PlainConsole.Table("account", "code", "name", "opening", "movement", "closing");
        foreach (var row in answer.Accounts)
        {
            table.AddRow(new Text(row.Account), new Text(row.Code), new Text(row.Name),
                FigureVerbs.Right(row.Opening!), FigureVerbs.Right(row.Movement!), FigureVerbs.Right(row.Balance));
        }
        PlainConsole.On(output).WriteSection($"Trial balance, pool {answer.Pool}, {answer.Period}, debit less credit, "
            + $"position {answer.Position}", table);
    }

    private static void Print(TextWriter output, TrialBalanceAnswer answer)
    {
        var table = PlainConsole.Table("account", "code", "name", "debit", "credit");
        foreach (var row in answer.Accounts)
        {
            table.AddRow(new Text(row.Account), new Text(row.Code), new Text(row.Name),
                FigureVerbs.Right(row.Debit), FigureVerbs.Right(row.Credit));
        }
        PlainConsole.On(output).WriteSection(
            $"Trial balance, pool {answer.Pool}, as of {answer.AsOf}, position {answer.Position}", table);
    }
}
