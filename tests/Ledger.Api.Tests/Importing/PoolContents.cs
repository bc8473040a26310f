using Npgsql;

namespace Ledger.Api.Tests.Importing;

/// <summary>All that a database holds of a pool, as one line a table that can be compared.</summary>
internal sealed class PoolContents(NpgsqlDataSource database)
{
    private static readonly string[] _readModels =
        ["booked_entry", "booked_voucher", "fund_book", "outstanding_book", "clawback_book", "fund_total", "fund_block",
        "fund_total_kept",
        "period_book", "bank_date_difference", "month_block"];

    /// <summary>
    /// The log and the read models without what differs from pool to pool and from run to run: equal for
    /// equal imports.
    /// </summary>
    public async Task<IReadOnlyList<string>> Of(string pool)
    {
        var lines = new List<string>
        {
            await Ask($"""
                select concat_ws(' ', 'events', count(*), max(seq_id), md5(string_agg(
                    concat_ws('|', type, stream_id, version, data::text), chr(10) order by seq_id)))
                from ledger.mt_events where tenant_id = '{pool}'
                """),
            await Ask($"""
                select concat_ws(' ', 'streams', count(*),
                    md5(string_agg(concat_ws('|', id, version), ' ' order by id)))
                from ledger.mt_streams where tenant_id = '{pool}'
                """),
            await Ask($"select concat('head ', max(position)) from ledger.pool_head where pool = '{pool}'"),
        };
        foreach (var table in _readModels)
        {
            lines.Add(await Ask($"""
                select concat_ws(' ', '{table}', count(*), md5(string_agg(fact, ' ' order by fact)))
                from (select (to_jsonb(t) - 'pool')::text as fact
                    from ledger.{table} t where pool = '{pool}') as facts
                """));
        }
        return lines;
    }

    /// <summary>
    /// Every row of every table with the transaction that wrote it, so that a row written again with the
    /// same values shows too.
    /// </summary>
    public Task<string> Written(string pool) => Ask($"""
        select concat_ws(' ',
            (select concat_ws(' ', count(*), sum(hashtextextended(concat(e::text, e.xmin, e.ctid), 0)))
                from ledger.mt_events_{pool} e),
            (select concat_ws(' ', count(*), sum(hashtextextended(concat(s::text, s.xmin, s.ctid), 0)))
                from ledger.mt_streams_{pool} s),
            (select concat(h::text, h.xmin, h.ctid) from ledger.pool_head h where pool = '{pool}'),
            (select last_value from ledger.mt_events_sequence_{pool}),
            {string.Join(",\n", _readModels.Select(table => $"""
                (select concat_ws(' ', count(*), sum(hashtextextended(concat(t::text, t.xmin, t.ctid), 0)))
                    from ledger.{table} t where pool = '{pool}')
                """))})
        """);

    public async Task<string> Ask(string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!.ToString()!;
    }
}
