using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.FundTotals;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.FundHistory;

/// <summary>
/// What the lines of every fund were at each position; answers a figure as it was known then. Totals of the spans that
/// changed are kept every 4,096 positions, and blocks of 256 positions hold what happened since (docs/adr/0019). What is
/// kept depends on the log alone, not on how it was cut into batches.
/// </summary>
/// <param name="journal">The posting rules.</param>
/// <param name="read">The pool's events, those of the open transaction included.</param>
public sealed class FundHistory(Journal journal, ReadLog read)
{
    /// <summary>Its tables: only ever added to.</summary>
    public const string Schema = """
        create table ledger.fund_block (
            pool  varchar not null,
            first bigint not null,
            body  bytea not null,
            primary key (pool, first)
        );
        alter table ledger.fund_block alter column body set storage external; -- it packs itself
        create table ledger.fund_total_kept (
            pool     varchar not null,
            fund     varchar not null,
            grain    varchar not null,
            start    date not null,
            position bigint not null,
            lines    varchar[] not null,
            amounts  bigint[] not null,
            primary key (pool, fund, grain, start, position)
        );
        """;

    private List<LineDelta> _deltas = [];
    private long _from;
    private long _last;
    private HistoryBlock? _block;

    /// <summary>Takes an event into the deltas of this batch.</summary>
    public void Fold(FundEvent entry, long position)
    {
        if (_from == 0) _from = position;
        _last = position;
        _deltas.AddRange(DeltasOf(entry, position, journal));
    }

    /// <summary>Whether the batch fills a block. Most end within one, and leave it to the one that fills it.</summary>
    public bool FillsBlock => _from > 0 && HistoryBlock.FirstOf(_last + 1) > HistoryBlock.FirstOf(_from);

    /// <summary>
    /// Hands over what the batch did, to be saved once its events and totals are written; null where it fills no block.
    /// The beginning of the next block stays here.
    /// </summary>
    public FilledBlocks? Take()
    {
        if (!FillsBlock) return null;
        var filled = new FilledBlocks(_from, _last, _deltas);
        var next = HistoryBlock.FirstOf(_last + 1);
        _deltas = [.. _deltas.Where(delta => delta.Position >= next)];
        _from = _last < next ? 0 : Math.Max(_from, next);
        return filled;
    }

    /// <summary>Writes the blocks that a batch filled, once its events and totals are written.</summary>
    public async Task Save(
        FilledBlocks filled, NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        var first = HistoryBlock.FirstOf(filled.From);
        if (_block?.Last != first - 1) _block = await LoadBlock(connection, pool, first - HistoryBlock.Size, cancellationToken);
        var deltas = filled.Deltas;
        // The beginning of the block was recorded by others; an event that is read again gives what it gave.
        if (first < filled.From)
        {
            deltas = [];
            await foreach (var recorded in read(first, filled.From - 1, cancellationToken))
                deltas.AddRange(DeltasOf((FundEvent)recorded.Body, recorded.Position, journal));
            deltas.AddRange(filled.Deltas);
        }
        var blocks = new List<HistoryBlock>();
        var at = 0;
        for (; first + HistoryBlock.Size - 1 <= filled.Last; first += HistoryBlock.Size)
        {
            var begin = at;
            while (at < deltas.Count && deltas[at].Position < first + HistoryBlock.Size) at++;
            _block = HistoryBlock.After(_block, first, deltas[begin..at]);
            blocks.Add(_block);
        }
        await Insert(blocks, connection, pool, cancellationToken);
        foreach (var block in blocks.Where(block => block.EndsAtTotals))
            await KeepTotals(block, deltas, connection, pool, cancellationToken);
    }

    /// <summary>What one event does to the lines, bank accounts included; for its date alone where it does nothing.</summary>
    public static IEnumerable<LineDelta> DeltasOf(FundEvent entry, long position, Journal journal)
    {
        var movements = journal.Movements(entry);
        foreach (var effect in movements)
            yield return new(position, effect.Fund.Text, effect.Line, effect.CashDate, effect.Amount.Fen);
        if (movements.Count == 0 && !entry.Fund.IsNone)
            yield return new(position, entry.Fund.Text, "", entry.CashDate, 0);
    }

    private static async Task Insert(
        List<HistoryBlock> blocks, NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into ledger.fund_block (pool, first, body) select $1, b.* from unnest($2, $3) as b (first, body)
            """, connection)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = blocks.Select(block => block.First).ToArray() },
                new()
                {
                    Value = blocks.Select(block => block.Write()).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
                },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Of the spans that changed since the last time: what the totals are now, less what came after the block.
    private static async Task KeepTotals(HistoryBlock block, List<LineDelta> deltas, NpgsqlConnection connection,
        PoolCode pool, CancellationToken cancellationToken)
    {
        var spans = Spans(block.Before.Concat(block.Deltas)).ToHashSet();
        var totals = await SpanTotals.Load(connection, pool, spans, cancellationToken);
        var later = deltas.Where(delta => delta.Position > block.Last && delta.Fen != 0)
            .GroupBy(delta => (delta.Fund, delta.Line, delta.CashDate));
        foreach (var group in later)
        {
            var fen = group.Sum(delta => delta.Fen);
            foreach (var span in DaySpan.Around(group.Key.CashDate).Select(span => (group.Key.Fund, span)).Where(spans.Contains))
                totals[span][group.Key.Line] -= fen;
        }
        await SpanTotals.Keep(connection, pool, block.Last, totals, cancellationToken);
    }

    internal static IEnumerable<(string Fund, DaySpan Span)> Spans(IEnumerable<LineDelta> deltas) => deltas
        .Select(delta => (delta.Fund, delta.CashDate)).ToHashSet()
        .SelectMany(day => DaySpan.Around(day.CashDate), (day, span) => (day.Fund, span));

    private static async Task<HistoryBlock?> LoadBlock(
        NpgsqlConnection connection, PoolCode pool, long first, CancellationToken cancellationToken)
    {
        if (first < 1) return null;
        await using var command = new NpgsqlCommand(
            "select body from ledger.fund_block where pool = $1 and first = $2", connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = first } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] body
            ? HistoryBlock.Read(first, body)
            : throw new InvalidOperationException($"pool {pool} has no history block at {first}; rebuild its read models");
    }
}

/// <summary>Reads the events of a pool between two positions, both included.</summary>
public delegate IAsyncEnumerable<RecordedEvent> ReadLog(long from, long to, CancellationToken cancellationToken);

/// <summary>What a batch did that fills at least one block.</summary>
/// <param name="From">Its first position, or the first of what was left over from the batch before.</param>
/// <param name="Last">Its last position.</param>
/// <param name="Deltas">From the one to the other, in order.</param>
public sealed record FilledBlocks(long From, long Last, List<LineDelta> Deltas);
