using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.FundHistory;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// Sums of lines as they were known at a position: the totals kept last before it, and what happened between them and
/// the position, which a block and at most 255 events of the log tell.
/// </summary>
/// <param name="pool">The pool.</param>
/// <param name="position">Not after the pool's last one.</param>
/// <param name="journal">The posting rules.</param>
/// <param name="store">The log.</param>
internal sealed class PastLines(PoolCode pool, long position, Journal journal, EventStore.EventStore store)
{
    private readonly List<LineDelta> _sinceBlock = [];
    private StoredBlock? _block;

    private long TotalsAt => (HistoryBlock.FirstOf(position) - 1) / HistoryBlock.TotalsEvery * HistoryBlock.TotalsEvery;

    private bool IsInBlock => _block?.Last >= position;

    /// <summary>The block of the position, or the one before it, and then the events since.</summary>
    /// <param name="head">A position that the pool has reached: a block that it has passed is there.</param>
    internal IEnumerable<BatchedRead> Reads(long head)
    {
        yield return new(new("select first, body from ledger.fund_block where pool = $1 and first <= $2 order by first desc limit 1")
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = position } },
        }, row => _block = StoredBlock.Read(row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
        var first = HistoryBlock.FirstOf(position);
        if (first + HistoryBlock.Size - 1 > head)
        {
            yield return store.Reading(pool, first, position, one => _sinceBlock.AddRange(
                FundHistory.FundHistory.DeltasOf((FundEvent)one.Body, one.Position, journal)));
        }
    }

    /// <summary>The funds that were open, each with its latest cash date of then; once the block was read.</summary>
    internal SortedDictionary<FundCode, FundBook> FundsOf(PoolLook look)
    {
        NeedBlock();
        var funds = PoolLook.Sorted();
        foreach (var (fund, day) in _block?.LastDaysAt(position) ?? []) Raise(fund, StoredBlock.DateOf(day));
        foreach (var delta in SinceBlock) Raise(delta.Fund, delta.CashDate);
        return funds;

        void Raise(string name, LocalDate date)
        {
            var fund = FundCode.Of(name);
            if (!funds.TryGetValue(fund, out var book) || book.LastCashDate < date)
                funds[fund] = look.Funds[fund] with { LastCashDate = date };
        }
    }

    // Where the block was filled meanwhile, the events that were read with it are in it too.
    private IEnumerable<LineDelta> SinceBlock => IsInBlock ? [] : _sinceBlock;

    private void NeedBlock()
    {
        var first = HistoryBlock.FirstOf(position);
        if (!IsInBlock && (_block?.Last ?? 0) != first - 1)
            throw new InvalidOperationException($"pool {pool} has no history block before {first}; rebuild its read models");
    }

    /// <summary>The events of some streams up to the position.</summary>
    internal IAsyncEnumerable<RecordedEvent> Events(
        NpgsqlConnection connection, string[] streams, CancellationToken cancellationToken) =>
        store.ReadStreams(connection, pool, streams, position, cancellationToken);

    /// <summary>The events after a position and up to that of the look.</summary>
    internal IAsyncEnumerable<RecordedEvent> EventsAfter(
        NpgsqlConnection connection, long after, CancellationToken cancellationToken) =>
        store.Read(connection, pool, after + 1, position, cancellationToken);

    /// <summary>
    /// The totals kept last, one seek a fund and span. They are one command: a look at the past has a dozen of them, and a
    /// command costs five times a seek. "limit" keeps each a seek by the whole key, whatever the statistics say.
    /// </summary>
    internal IEnumerable<BatchedRead> Kept(AskedLines asked)
    {
        if (TotalsAt == 0) yield break;
        var wanted = asked.Funds.SelectMany(fund => asked.Spans, (fund, span) => (Fund: fund, Span: span)).ToArray();
        yield return new(new("""
            select wanted.number::integer, kept.lines, kept.amounts
            from unnest($2, $3, $4) with ordinality as wanted (fund, grain, start, number)
            cross join lateral (
                select lines, amounts from ledger.fund_total_kept
                where pool = $1 and fund = wanted.fund and grain = wanted.grain and start = wanted.start and position <= $5
                order by position desc limit 1) as kept
            """)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = wanted.Select(one => one.Fund.Text).ToArray() },
                new() { Value = wanted.Select(one => one.Span.GrainName).ToArray() },
                new() { Value = wanted.Select(one => one.Span.Start.ToSql()).ToArray() },
                new NpgsqlParameter<long> { TypedValue = TotalsAt },
            },
        },
        row =>
        {
            var (fund, span) = wanted[row.GetInt32(0) - 1];
            var (lines, amounts) = (row.GetFieldValue<string[]>(1), row.GetFieldValue<long[]>(2));
            for (var index = 0; index < lines.Length; index++) asked.Add(span, fund, lines[index], amounts[index]);
        });
    }

    /// <summary>Adds what happened since the kept totals.</summary>
    internal void AddSince(AskedLines asked)
    {
        // A block that ends at kept totals is in them.
        if (_block?.Last > TotalsAt) asked.Add(_block, position);
        foreach (var delta in SinceBlock) asked.Add(delta);
    }
}
