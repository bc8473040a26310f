using Ledger.Domain;
using Ledger.Projections.FundTotals;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>Sums of lines as they are now: a few seeks a span, whatever the history's length.</summary>
internal static class PresentLines
{
    internal static async Task<IReadOnlyList<LineSums>> Sums(NpgsqlConnection connection, PoolCode pool,
        IReadOnlyList<FundCode> funds, IReadOnlyList<(LocalDate From, LocalDate To)> days,
        CancellationToken cancellationToken)
    {
        var sums = days.Select(_ => new LineSums()).ToList();
        var tiles = days.SelectMany((span, number) =>
            DaySpan.Tiling(span.From, span.To).Select(tile => (Number: number, Tile: tile))).ToList();
        // "offset 0" keeps each look-up a seek by the key, whatever the statistics say.
        await using var command = new NpgsqlCommand("""
            select c.number, f.fund, t.line, sum(t.amount_fen)::bigint
            from unnest($3, $4, $5) as c (number, grain, start)
            cross join unnest($2) as f (fund)
            cross join lateral (
                select line, amount_fen from ledger.fund_total
                where pool = $1 and fund = f.fund and grain = c.grain and start = c.start offset 0) as t
            group by c.number, f.fund, t.line
            """, connection)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = funds.Select(fund => fund.Text).ToArray() },
                new() { Value = tiles.Select(one => one.Number).ToArray() },
                new() { Value = tiles.Select(one => one.Tile.GrainName).ToArray() },
                new() { Value = tiles.Select(one => one.Tile.Start.ToSql()).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sums[reader.GetInt32(0)].Add(FundCode.Of(reader.GetString(1)), reader.GetString(2), new(reader.GetInt64(3)));
        return sums;
    }
}
