using Ledger.Domain;
using Ledger.EventStore;
using Ledger.Projections.FundTotals;
using Npgsql;

namespace Ledger.Projections.FundHistory;

/// <summary>The totals of spans of days, as they are now and as they were kept.</summary>
internal static class SpanTotals
{
    /// <summary>The lines of each span as they are now.</summary>
    internal static async Task<Dictionary<(string Fund, DaySpan Span), SortedDictionary<string, long>>> Load(
        NpgsqlConnection connection, PoolCode pool, IReadOnlyCollection<(string Fund, DaySpan Span)> spans,
        CancellationToken cancellationToken)
    {
        var totals = spans.ToDictionary(
            span => span, _ => new SortedDictionary<string, long>(StringComparer.Ordinal));
        var asked = spans.ToArray();
        await using var command = new NpgsqlCommand("""
            select c.number::integer, t.line, t.amount_fen
            from unnest($2, $3, $4) with ordinality as c (fund, grain, start, number)
            cross join lateral (
                select line, amount_fen from ledger.fund_total
                where pool = $1 and fund = c.fund and grain = c.grain and start = c.start offset 0) as t
            """, connection)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = asked.Select(one => one.Fund).ToArray() },
                new() { Value = asked.Select(one => one.Span.GrainName).ToArray() },
                new() { Value = asked.Select(one => one.Span.Start.ToSql()).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            totals[asked[reader.GetInt32(0) - 1]].Add(reader.GetString(1), reader.GetInt64(2));
        return totals;
    }

    /// <summary>Keeps the lines of spans as they were at a position; a line that came to nothing is left out.</summary>
    internal static async Task Keep(NpgsqlConnection connection, PoolCode pool, long position,
        Dictionary<(string Fund, DaySpan Span), SortedDictionary<string, long>> totals, CancellationToken cancellationToken)
    {
        using var rows = new CopyRows(
            "ledger.fund_total_kept", "pool", "fund", "grain", "start", "position", "lines", "amounts");
        foreach (var ((fund, span), lines) in totals)
        {
            var kept = lines.Where(line => line.Value != 0).ToList();
            rows.StartRow();
            rows.Add(pool.Text);
            rows.Add(fund);
            rows.Add(span.GrainName);
            rows.Add(span.Start);
            rows.Add(position);
            rows.Add([.. kept.Select(line => line.Key)]);
            rows.Add([.. kept.Select(line => line.Value)]);
        }
        await rows.Send(connection, cancellationToken);
    }
}
