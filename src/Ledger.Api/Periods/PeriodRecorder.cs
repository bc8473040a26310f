using Ledger.Api.Approvals;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;
using Ledger.Domain.Reconciling;
using Ledger.EventStore;
using Ledger.Projections.Following;
using Ledger.Projections.Periods;
using Ledger.Projections.Reading;
using Ledger.Projections.Reconciling;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Periods;

/// <summary>Closes and reopens the months of a pool, holding the pool as an import of one entry does.</summary>
public sealed class PeriodRecorder(LedgerContext ledger, PoolCode pool, string actor)
{
    /// <summary>Closes a month and looks at what is unusual in it.</summary>
    /// <exception cref="UserError">The month cannot be closed, or the pool stays busy; the message says why.</exception>
    public async Task<CloseAnswer> Close(
        YearMonth month, bool hard, string? reason, bool dryRun, CancellationToken cancellationToken)
    {
        var category = hard ? PeriodClosed.Hard : PeriodClosed.Soft;
        var (answer, _) = await Record(new PeriodClosed { Category = category }, "close", month, reason, dryRun,
            async (closing, before, position) =>
            {
                await ledger.NeedComplete(pool, FollowedSubject.Institutions, cancellationToken);
                var look = await ClosingLook.Take(
                    before, month, ledger.Chart, ledger.Rulings, cancellationToken);
                var differing = await DifferingBalances(before, month, cancellationToken);
                if (hard && differing.Count > 0) throw new BalancesDifferError(month, differing);
                var unusual = await ClosingChecks.Run(look, cancellationToken);
                var after = before.Periods.After(closing);
                return new CloseAnswer(pool.Text, month.Iso(), category, !dryRun, closing.Document.Text, position,
                    after.ClosedThrough!.Value.Iso(), after.HardThrough?.Iso(), after.FirstOpenDate!.Value.Iso(),
                    [.. unusual.Concat(differing.Select(BalancesDifferError.Unusual)).Select(UnusualAnswer.Of)]);
            }, cancellationToken);
        return answer!;
    }

    /// <summary>Reopens a month, and with it every closed month after it; one that is closed hard waits for approval.</summary>
    /// <returns>What it did, or the request in which it waits.</returns>
    /// <exception cref="UserError">The month cannot be reopened, or the pool stays busy; the message says why.</exception>
    public Task<(ReopenAnswer? Done, WaitingAnswer? Waiting)> Reopen(
        YearMonth month, string reason, bool dryRun, CancellationToken cancellationToken) =>
        Record(new PeriodReopened(), "reopen", month, reason, dryRun, (reopening, before, position) =>
        {
            var after = before.Periods.After(reopening);
            return Task.FromResult(new ReopenAnswer(pool.Text, month.Iso(), before.Periods.ClosedThrough!.Value.Iso(),
                reopening.Document.Text, position, after.ClosedThrough!.Value.Iso(), after.HardThrough?.Iso(),
                after.FirstOpenDate!.Value.Iso()) { DryRun = dryRun ? true : null });
        }, cancellationToken);

    // Figures from outside of the days that this closing would put beyond an officer's reach.
    private async Task<IReadOnlyList<CheckedFigure>> DifferingBalances(
        PoolSnapshot look, YearMonth month, CancellationToken cancellationToken)
    {
        var stated = await StatedBalanceChecks.Stated(ledger.Database, ledger.Store, look, cancellationToken);
        var figures = await StatedBalanceChecks.Check(look, [.. stated.All.Where(figure =>
            figure.Date <= month.LastDay() && !look.Periods.IsHardClosed(figure.Date.ToYearMonth()))], cancellationToken);
        return [.. figures.Where(figure => figure.Fails)];
    }

    private async Task<(TAnswer? Done, WaitingAnswer? Waiting)> Record<TAnswer>(FundEvent blank, string verb, YearMonth month, string? reason,
        bool dryRun, Func<FundEvent, PoolSnapshot, long, Task<TAnswer>> answer, CancellationToken cancellationToken) where TAnswer : class
    {
        try
        {
            await using var append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: dryRun, cancellationToken);
            await ledger.Follower.CatchUp(pool, cancellationToken);
            // Nobody else writes the pool from here on, so what the snapshot sees is what is decided on.
            await using var before = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
            var entry = blank with { CashDate = month.LastDay(), Reason = reason };
            entry = entry with { Document = await NumberOf(entry, verb, append, cancellationToken) };
            var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
            var decision = (await writer.Record([new([entry], actor, $"verb:{verb}")], cancellationToken))[0];
            if (decision.Refused is [var refused, ..])
                throw new RefusedError(refused);
            var waiting = decision.IsWaiting ? WaitingAnswer.Of(pool, decision.Approval!) : null;
            var done = waiting is null ? await answer(entry, before, dryRun ? before.Position : append.Position) : default;
            if (!dryRun) await append.Commit(cancellationToken);
            return (done, waiting);
        }
        catch (PoolBusyException busy)
        {
            throw new BusyError($"nothing was written: {busy.Message}");
        }
        catch (NpgsqlException error)
        {
            throw new NotRecordedError($"nothing is known to be written: {DatabaseErrors.Line(error)}");
        }
    }

    // Its number in the month's stream: a month that is closed again is another closing.
    private static async Task<DocumentId> NumberOf(
        FundEvent entry, string verb, PoolAppend append, CancellationToken cancellationToken)
    {
        var number = await append.VersionOf(Streams.Of(entry), cancellationToken) + 1;
        return DocumentId.Of($"{verb}-{PeriodBook.MonthOf(entry).Iso()}-{number}");
    }
}
