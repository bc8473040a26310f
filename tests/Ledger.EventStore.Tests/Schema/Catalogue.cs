using Npgsql;

namespace Ledger.EventStore.Tests.Schema;

/// <summary>
/// What PostgreSQL says of the event tables, one line a fact: tables, columns, defaults, constraints,
/// indexes, partitions, sequences and the list of tenants, all of them with their names.
/// </summary>
internal static class Catalogue
{
    private const string EventTables = """
        with tables as (
            select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'ledger' and c.relname like 'mt\_%' and c.relkind in ('r', 'p'))
        select concat_ws(' ', 'table', t.relname, 'kind', t.relkind, 'persistence', t.relpersistence,
                'partitioned', pg_get_partkeydef(t.oid), 'of', i.inhparent::regclass,
                pg_get_expr(t.relpartbound, t.oid),
                'options', t.reloptions::text, 'rules', t.relhasrules, 'triggers', t.relhastriggers) as fact
            from tables t left join pg_inherits i on i.inhrelid = t.oid
        union all
        select concat_ws(' ', 'column', t.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
                case when a.attnotnull then 'not null' end, 'default', pg_get_expr(d.adbin, d.adrelid),
                'identity', a.attidentity, 'generated', a.attgenerated)
            from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
        union all
        select concat_ws(' ', 'constraint', t.relname, k.conname, k.contype, pg_get_constraintdef(k.oid),
                'of', p.conname)
            from tables t join pg_constraint k on k.conrelid = t.oid
            left join pg_constraint p on p.oid = k.conparentid
        union all
        select concat_ws(' ', 'index', pg_get_indexdef(x.indexrelid), 'primary', x.indisprimary, 'unique',
                x.indisunique, 'valid', x.indisvalid, 'of', i.inhparent::regclass)
            from tables t join pg_index x on x.indrelid = t.oid
            left join pg_inherits i on i.inhrelid = x.indexrelid
        union all
        select concat_ws(' ', 'sequence', s.sequencename, s.data_type, s.start_value, s.min_value,
                s.max_value, s.increment_by, s.cycle, s.cache_size, 'last', s.last_value, 'owned by',
                (select d.refobjid::regclass || '.' || a.attname from pg_depend d
                    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                    where d.objid = format('ledger.%I', s.sequencename)::regclass and d.deptype = 'a'))
            from pg_sequences s where s.schemaname = 'ledger'
        union all
        select concat_ws(' ', 'tenant', partition_value, partition_suffix) from ledger.mt_tenant_partitions
        union all
        select concat_ws(' ', 'function', p.oid::regprocedure) from pg_proc p
            where p.pronamespace = 'ledger'::regnamespace
        order by 1
        """;

    public static Task<List<string>> OfEventTables(NpgsqlDataSource database) => Lines(database, EventTables);

    /// <summary>Constraints that refer to the event tables, and triggers on them.</summary>
    public static Task<List<string>> Intrusions(NpgsqlDataSource database) => Lines(database, """
        select conrelid::regclass || ' refers to ' || confrelid::regclass from pg_constraint
            where contype = 'f' and confrelid in (
                select oid from pg_class where relnamespace = 'ledger'::regnamespace and relname like 'mt\_%')
        union all
        select tgname || ' on ' || tgrelid::regclass from pg_trigger join pg_class c on c.oid = tgrelid
            where c.relnamespace = 'ledger'::regnamespace and c.relname like 'mt\_%'
        """);

    public static Task<List<string>> OwnTables(NpgsqlDataSource database) => Lines(database, """
        select relname::text from pg_class
        where relnamespace = 'ledger'::regnamespace and relkind = 'r' and relname not like 'mt\_%' order by 1
        """);

    private static async Task<List<string>> Lines(NpgsqlDataSource database, string sql)
    {
        var lines = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) lines.Add(reader.GetString(0));
        return lines;
    }
}
