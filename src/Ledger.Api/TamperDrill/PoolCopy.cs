using System.Data;
using Ledger.Domain;
using Ledger.Projections.Rebuilding;
using Npgsql;

namespace Ledger.Api.TamperDrill;

/// <summary>
/// All that the database has of a pool, put into another ledger's: its log, the trees of it and the figures, row by row as
/// they are. The copy is of one moment, whoever writes meanwhile.
/// </summary>
internal static class PoolCopy
{
    private static readonly string[] _byPool =
    [
        "pool_head", "log_leaves", "log_nodes", "institution_head", "institution_tree", "institution_run", .. ReadModels.Tables,
    ];

    /// <param name="from">The ledger that has the pool.</param>
    /// <param name="to">Connections of the owner of one that has none.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static async Task Make(NpgsqlDataSource from, NpgsqlDataSource to, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var source = await from.OpenConnectionAsync(cancellationToken);
        await using var moment = await source.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var target = await to.OpenConnectionAsync(cancellationToken);
        await using (var register = new NpgsqlCommand(
            $"select ledger.register_pool('{pool}'); delete from ledger.pool_head where pool = '{pool}'", target))
        {
            await register.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var table in (string[])[$"mt_events_{pool}", $"mt_streams_{pool}"])
            await Copy(source, target, table, "", cancellationToken);
        foreach (var table in _byPool) await Copy(source, target, table, $"where pool = '{pool}'", cancellationToken);
    }

    private static async Task Copy(
        NpgsqlConnection source, NpgsqlConnection target, string table, string where, CancellationToken cancellationToken)
    {
        var columns = await Columns(target, table, cancellationToken);
        await using var rows = await source.BeginRawBinaryCopyAsync(
            $"copy (select {columns} from ledger.{table} {where}) to stdout (format binary)", cancellationToken);
        await using var copied = await target.BeginRawBinaryCopyAsync(
            $"copy ledger.{table} ({columns}) from stdin (format binary)", cancellationToken);
        await rows.CopyToAsync(copied, cancellationToken);
    }

    // Those that the database makes itself are made there.
    private static async Task<string> Columns(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = to_regclass('ledger.' || $1) and attnum > 0 and not attisdropped and attgenerated = ''
            """, connection)
        {
            Parameters = { new() { Value = table } },
        };
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
