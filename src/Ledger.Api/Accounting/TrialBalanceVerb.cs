using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;

namespace Ledger.Api.Accounting;

/// <summary><c>./ledger trial-balance --pool P</c>: every account with what it holds (试算平衡).</summary>
public static class TrialBalanceVerb
{
    public static Command Create()
    {
        var (pool, fund, asOf) = (CommonOptions.Pool(), CommonOptions.Fund(), CommonOptions.AsOf());
        var period = CommonOptions.Period("Only this month, yyyy-MM: opening, movement and closing of each account");
        var verb = new Command("trial-balance", "What each account holds; the two sides of a fund are equal")
        {
            pool, fund, asOf, period,
        };
        var output = OutputOptions.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            if (result.GetValue(period) is not null && result.GetValue(asOf) is not null)
                throw new UserError(UserLanguage.Say("--period and --as-of ask for two different days; give one of them",
                    "--period 与 --as-of 所问日期不同,只能给出一个"));
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var figures = new PoolFigures(ledger, known.Of(result));
            var answer = result.GetValue(period) is { } month
                ? await figures.TrialBalance(result.GetValue(pool), result.GetValue(fund), month, cancellationToken)
                : await figures.TrialBalance(
                    result.GetValue(pool), result.GetValue(fund), result.GetValue(asOf), cancellationToken);
            return await TrialBalanceReport.Of(answer).Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger trial-balance --pool 330825 --as-of 2025-03-31");
    }
}
