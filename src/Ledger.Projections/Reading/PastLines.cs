using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Projections.FundHistory;
using Ledger.Projections.FundTotals;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// Sums of lines as they were known at a position: the totals kept last before it, and what happened between them and
/// the position, which a block and at most 255 events of the log tell.
/// </summary>
internal sealed class PastLines
{
    private readonly long _totalsAt;
    private readonly IReadOnlyList<LineDelta> _since;

    private PastLines(long totalsAt, IReadOnlyList<LineDelta> since, IReadOnlyDictionary<FundCode, LocalDate> lastDates)
    {
        _totalsAt = totalsAt;
        _since = since;
        LastDates = lastDates;
    }

    /// <summary>The funds that were open, each with its latest cash date.</summary>
    internal IReadOnlyDictionary<FundCode, LocalDate> LastDates { get; }

    internal static async Task<PastLines> Load(NpgsqlConnection connection, EventStore.EventStore store, Journal journal,
        PoolCode pool, long position, CancellationToken cancellationToken)
    {
        var block = await LoadBlock(connection, pool, position, cancellationToken);
        if (block is null || block.Last < position)
        {
            var deltas = new List<LineDelta>();
            await foreach (var one in store.Read(connection, pool, (block?.Last ?? 0) + 1, position, cancellationToken))
                deltas.AddRange(FundHistory.FundHistory.DeltasOf((FundEvent)one.Body, one.Position, journal));
            block = HistoryBlock.After(block, (block?.Last ?? 0) + 1, deltas);
        }
        return new(block.TotalsAt,
            [.. block.Before, .. block.Deltas.TakeWhile(delta => delta.Position <= position)],
            block.LastDatesAt(position).ToDictionary(fund => FundCode.Of(fund.Key), fund => fund.Value));
    }

    internal async Task<IReadOnlyList<LineSums>> Sums(NpgsqlConnection connection, PoolCode pool,
        IReadOnlyList<FundCode> funds, IReadOnlyList<(LocalDate From, LocalDate To)> days,
        CancellationToken cancellationToken)
    {
        var sums = days.Select(_ => new LineSums()).ToList();
        if (_totalsAt > 0) await AddKept(sums, connection, pool, funds, days, cancellationToken);
        foreach (var delta in _since.Where(delta => delta.Fen != 0))
        {
            for (var number = 0; number < days.Count; number++)
            {
                if (delta.CashDate >= days[number].From && delta.CashDate <= days[number].To)
                    sums[number].Add(FundCode.Of(delta.Fund), delta.Line, new(delta.Fen));
            }
        }
        return sums;
    }

    private async Task AddKept(List<LineSums> sums, NpgsqlConnection connection, PoolCode pool,
        IReadOnlyList<FundCode> funds, IReadOnlyList<(LocalDate From, LocalDate To)> days,
        CancellationToken cancellationToken)
    {
        var tiles = days.SelectMany((span, number) =>
            DaySpan.Tiling(span.From, span.To).Select(tile => (Number: number, Tile: tile))).ToList();
        await using var command = new NpgsqlCommand("""
            select c.number, f.fund, k.lines, k.amounts
            from unnest($3, $4, $5) as c (number, grain, start)
            cross join unnest($2) as f (fund)
            cross join lateral (
                select lines, amounts from ledger.fund_total_kept
                where pool = $1 and fund = f.fund and grain = c.grain and start = c.start and position <= $6
                order by position desc limit 1) as k
            """, connection)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = funds.Select(fund => fund.Text).ToArray() },
                new() { Value = tiles.Select(one => one.Number).ToArray() },
                new() { Value = tiles.Select(one => one.Tile.GrainName).ToArray() },
                new() { Value = tiles.Select(one => one.Tile.Start.ToSql()).ToArray() },
                new() { Value = _totalsAt },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var fund = FundCode.Of(reader.GetString(1));
            var (lines, amounts) = (reader.GetFieldValue<string[]>(2), reader.GetFieldValue<long[]>(3));
            for (var index = 0; index < lines.Length; index++)
                sums[reader.GetInt32(0)].Add(fund, lines[index], new(amounts[index]));
        }
    }

    private static async Task<HistoryBlock?> LoadBlock(
        NpgsqlConnection connection, PoolCode pool, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select first, body from ledger.fund_block where pool = $1 and first <= $2 order by first desc limit 1
            """, connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = position } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? HistoryBlock.Read(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : null;
    }
}
