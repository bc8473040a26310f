using Ledger.Api.CommandLine;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Clearing;
using Ledger.EventStore;
using Ledger.Projections.Clearing;
using Ledger.Projections.Following;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Clearing;

/// <summary>
/// Clears a year: reads what it rests on, decides, and records the decisions in one voucher, all while it holds the
/// pool, so that nothing comes in between. A dry run is the same without the last step.
/// </summary>
public sealed class ClearingRun(LedgerContext ledger, string actor)
{
    /// <param name="pool">The pool.</param>
    /// <param name="year">The budget year.</param>
    /// <param name="policy">The rule.</param>
    /// <param name="date">The cash date of the decisions; null for the date already recorded, else the pool's latest.</param>
    /// <param name="dryRun">Record nothing.</param>
    /// <param name="cancellationToken">Ends the work; nothing is then recorded.</param>
    /// <exception cref="UserError">It cannot be cleared, or was cleared otherwise; the message says what to do.</exception>
    public async Task<ClearingAnswer> Run(PoolCode pool, int year, ClearingPolicy policy, LocalDate? date, bool dryRun,
        CancellationToken cancellationToken)
    {
        await ledger.NeedEntries(pool, cancellationToken);
        try
        {
            await using var append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: dryRun, cancellationToken);
            await ledger.Follower.CatchUp(pool, cancellationToken);
            await ledger.NeedComplete(pool, FollowedSubject.Institutions, cancellationToken);
            return await Clear(append, year, policy, date, dryRun, cancellationToken);
        }
        catch (PoolBusyException busy)
        {
            throw new UserError($"nothing was written: {busy.Message}");
        }
        catch (NpgsqlException error)
        {
            throw new UserError(
                $"it is not known whether the clearing was recorded, run it again: {Database.DatabaseErrors.Line(error)}");
        }
    }

    private async Task<ClearingAnswer> Clear(PoolAppend append, int year, ClearingPolicy policy, LocalDate? asked,
        bool dryRun, CancellationToken cancellationToken)
    {
        var reading = await ClearingInputs.Read(append.Connection, append.Pool, policy, year, cancellationToken);
        if (YearEndClearing.Obstacle(policy, reading.Input) is { } obstacle)
            throw new UserError(obstacle.In(UserLanguage.IsChinese), ExitCodes.Finding);
        var result = YearEndClearing.Clear(policy, reading.Input);
        var date = asked ?? (reading.Recorded is [var first, ..] ? first.Date : reading.LastCashDate)
            ?? throw new NotThereError($"no fund is opened in pool {append.Pool}; record fund_opened first");
        if (RecordedClearings.Conflict(result, reading.Recorded) is { } conflict)
            throw new UserError(conflict.In(UserLanguage.IsChinese), ExitCodes.Finding);
        var position = append.Position;
        var outcome = await Record(append, result, date, dryRun, cancellationToken);
        return ClearingAnswers.Of(append.Pool, result, date, outcome, dryRun ? position : append.Position);
    }

    private async Task<string> Record(PoolAppend append, ClearingResult result, LocalDate date, bool dryRun,
        CancellationToken cancellationToken)
    {
        var entries = ClearingEntries.Of(result, date);
        if (entries.Count == 0) return dryRun ? "dry-run" : "nothing";
        var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
        var submission = new Submission(entries, actor, $"clear:{result.Policy.Id}");
        var decision = (await writer.Record([submission], cancellationToken))[0];
        if (decision.Refused is [var refused, ..])
            throw new UserError(refused.Explanation.In(UserLanguage.IsChinese), ExitCodes.Finding);
        if (dryRun) return "dry-run";
        if (decision.RepeatOf is not null) return decision.IsWaiting ? "waiting" : "repeated";
        await append.Commit(cancellationToken);
        return decision.IsWaiting ? "waiting" : "recorded";
    }
}
