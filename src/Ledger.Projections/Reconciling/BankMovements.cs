using Ledger.Domain.Events;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Periods;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Reconciling;

/// <summary>
/// Reads what the bank must have between two days: the parts of the log with entries of those months, and the entries of
/// other months that the bank has then.
/// </summary>
public static class BankMovements
{
    private const int EventsAtOnce = 5_000;

    // Reading so many events that are not asked for costs less than another read.
    private const long GapMax = 1_000;

    /// <summary>Adds to the lines every entry that the bank has between the days, both included.</summary>
    /// <param name="lines">What is asked for, and where it goes.</param>
    /// <param name="snapshot">The pool as it is now.</param>
    /// <param name="store">The log.</param>
    /// <param name="last">The last position that is looked at.</param>
    public static async Task Load(LedgerLines lines, PoolSnapshot snapshot, EventStore.EventStore store,
        LocalDate from, LocalDate to, long last, CancellationToken cancellationToken)
    {
        foreach (var (first, end) in await Spans(snapshot, from, to, cancellationToken))
        {
            var until = Math.Min(end, Math.Min(last, snapshot.Position));
            if (first > until) break;
            await foreach (var events in store.ReadBodies(snapshot.Pool, first, until, EventsAtOnce, cancellationToken))
            {
                foreach (var (position, body) in events)
                {
                    var entry = (FundEvent)body;
                    var date = LedgerLines.BankDateOf(entry);
                    if (date >= from && date <= to) lines.Add(position, entry);
                }
            }
        }
    }

    // In order, and none twice: a block may have entries of two months.
    private static async Task<IReadOnlyList<(long From, long To)>> Spans(
        PoolSnapshot snapshot, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var spans = new List<(long From, long To)>();
        for (var month = from.ToYearMonth(); month <= to.ToYearMonth(); month = month.PlusMonths(1))
            spans.AddRange(await MonthBlocks.Spans(snapshot, month, cancellationToken));
        foreach (var position in await BankDates.PositionsAtBank(snapshot, from, to, cancellationToken))
            spans.Add((position, position));
        spans.Sort();
        var joined = new List<(long From, long To)>();
        foreach (var span in spans)
        {
            if (joined.Count > 0 && span.From <= joined[^1].To + GapMax)
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, span.To));
            else
                joined.Add(span);
        }
        return joined;
    }
}
