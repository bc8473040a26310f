using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Recording;

namespace Ledger.Api.Periods;

/// <summary><c>./ledger reopen --pool P --period M --reason R</c>: opens a closed month and all after it (反结账).</summary>
public static class ReopenVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var period = CommonOptions.Month("--period", "The month, yyyy-MM; every closed month after it opens with it");
        var reason = ReasonOption.Create("Why, as it is recorded", required: true);
        var json = JsonOutput.CreateOption();
        var verb = new Command("reopen", "Open a closed month, with every closed month after it; one that is closed hard once others approve")
        {
            pool, period, reason, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var actor = Actor.FromEnvironment();
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            var (done, waiting) = await new PeriodRecorder(ledger, result.GetValue(pool), actor)
                .Reopen(result.GetValue(period), result.GetValue(reason)!, dryRun: false, cancellationToken);
            if (result.GetValue(json)) result.WriteJson((object?)done ?? waiting);
            else await result.InvocationConfiguration.Output.WriteLineAsync(waiting?.Line() ?? Summary(done!));
        });
        return verb.WithExample("./ledger reopen --pool 330825 --period 2025-03 --reason \"late bank statement\"");
    }

    private static string Summary(ReopenAnswer answer)
    {
        var months = answer.Period == answer.ReopenedThrough
            ? $"{answer.Period} is open again"
            : $"{answer.Period} to {answer.ReopenedThrough} are open again";
        return $"pool {answer.Pool}: {months}; the first open date is {answer.FirstOpenDate}; position {answer.Position}";
    }
}
