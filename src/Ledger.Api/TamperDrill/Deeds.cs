using Ledger.Domain;
using Npgsql;

namespace Ledger.Api.TamperDrill;

/// <summary>The deeds of a drill, for one pool: each class of what could be done to it.</summary>
internal static class Deeds
{
    /// <summary>From so many events on the tree has nodes that are kept.</summary>
    private const int NodeFrom = 256;

    /// <param name="database">Where the copy is.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="last">Its last position, at least 2.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<IReadOnlyList<Deed>> For(
        NpgsqlDataSource database, PoolCode pool, long last, CancellationToken cancellationToken)
    {
        var (events, streams) = (EventStore.EventStore.TableOf(pool), $"ledger.mt_streams_{pool}");
        // In the middle of the log, an event that moves money, and the one before or after it.
        var (at, stream) = await Middle(database, events, last, cancellationToken);
        var other = at == last ? at - 1 : at + 1;
        var cut = last - Math.Max(1, last / 100);
        var (one, head, ofPool) = (new TouchedRows(events, $"seq_id = {at}"), new TouchedRows("ledger.pool_head", $"pool = '{pool}'"), $"pool = '{pool}'");
        var (added, tail) = (new TouchedRows(events, $"seq_id = {last + 1}"), new TouchedRows(events, $"seq_id > {cut}"));
        var allStreams = new TouchedRows(streams, "true");
        var amount = $"update {events} set data = jsonb_set(data, '{{Amount}}', to_jsonb((data->>'Amount')::bigint + 100)) where seq_id = {at}";
        var insert = $"""
            insert into {events} select {last + 1}, gen_random_uuid(), stream_id, version + 1000000, data, bdata, type, timestamp, tenant_id,
                mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived from {events} where seq_id = {last}
            """;
        List<Deed> deeds =
        [
            new("amount", new("an amount is edited", "修改金额"), amount, one),
            new("date", new("a date is edited", "修改日期"),
                $"update {events} set data = jsonb_set(data, '{{CashDate}}', to_jsonb(((data->>'CashDate')::date + 1)::text)) where seq_id = {at}", one),
            new("actor", new("who recorded it is edited", "修改登记人"), $"update {events} set user_name = 'somebody' where seq_id = {at}", one),
            new("metadata", new("where it came from is edited", "修改来源信息"),
                $"update {events} set causation_id = coalesce(causation_id, '') || 'x' where seq_id = {at}", one),
            new("instant", new("when it was recorded is edited", "修改登记时间"),
                $"update {events} set timestamp = timestamp - interval '1 day' where seq_id = {at}", one),
            new("leaf", new("a leaf hash is edited", "修改叶子哈希"),
                $"update ledger.log_leaves set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) where {ofPool} and first = 1",
                new TouchedRows("ledger.log_leaves", $"{ofPool} and first = 1")),
            new("head", new("the head's hashes are edited", "修改日志头的哈希"),
                $"update ledger.pool_head set tree_edge = set_byte(tree_edge, 0, get_byte(tree_edge, 0) # 1) where {ofPool}", head),
            new("head-back", new("the head is put back by one", "日志头回退一位"),
                $"update ledger.pool_head set position = position - 1 where {ofPool}", head),
            new("figure", new("a row of a read model is edited", "修改读模型的一行"),
                $"update ledger.fund_total set amount_fen = amount_fen + 100 where ctid = (select min(ctid) from ledger.fund_total where {ofPool})",
                new TouchedRows("ledger.fund_total", ofPool)),
            new("event-deleted", new("an event is deleted", "删除一个事件"), $"delete from {events} where seq_id = {at}", one),
            new("tail-deleted", new("the tail is deleted", "删除末尾"), $"delete from {events} where seq_id > {cut}", tail),
            new("stream-deleted", new("a stream is deleted", "删除一个事件流"),
                $"delete from {events} where stream_id = {stream}; delete from {streams} where id = {stream}",
                new TouchedRows(events, $"stream_id = {stream}"), new TouchedRows(streams, $"id = {stream}")),
            new("swapped", new("two events are swapped", "调换两个事件"), $"""
                update {events} set seq_id = -1 where seq_id = {at}; update {events} set seq_id = {at} where seq_id = {other};
                update {events} set seq_id = {other} where seq_id = -1
                """, new TouchedRows(events, $"seq_id in ({at}, {other})")),
            new("inserted", new("an event is inserted", "插入一个事件"), insert, added),
            new("inserted-with-head", new("an event is inserted and the head moved", "插入一个事件并移动日志头"),
                $"{insert}; update ledger.pool_head set position = position + 1 where {ofPool}", added, head),
            new("rewritten", new("an amount is edited and all hashes, trees and figures made again", "修改金额并重算全部哈希与读模型"), amount, one, head)
            {
                IsRewritten = true,
            },
            new("cut-off", new("the tail is deleted and all hashes, trees and figures made again", "删除末尾并重算全部哈希与读模型"), $"""
                delete from {events} where seq_id > {cut}; update ledger.pool_head set position = {cut} where {ofPool};
                delete from {streams} as s where not exists (select from {events} where stream_id = s.id);
                update {streams} as s set version = e.last from (
                    select stream_id, max(version) as last from {events} group by stream_id) as e where s.id = e.stream_id
                """, tail, head, allStreams)
            {
                IsRewritten = true,
            },
        ];
        if (last >= NodeFrom)
        {
            var node = new TouchedRows("ledger.log_nodes", $"{ofPool} and level = 1 and index = 0");
            deeds.Insert(6, new("node", new("a node of the tree is edited", "修改哈希树节点"),
                $"update ledger.log_nodes set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where {node.Where}", node));
        }
        if (await Has(database, $"select exists (select from ledger.institution_tree where {ofPool})", cancellationToken))
        {
            deeds.Insert(9, new("institution", new("what is kept of an institution's events is edited", "修改机构事件清单"),
                $"update ledger.institution_tree set last = last - 1 where ctid = (select min(ctid) from ledger.institution_tree where {ofPool})",
                new TouchedRows("ledger.institution_tree", ofPool)));
        }
        return deeds;
    }

    private static async Task<(long Position, string Stream)> Middle(
        NpgsqlDataSource database, string events, long last, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            select seq_id, quote_literal(stream_id) from {events}
            where (data->>'Amount')::bigint > 0 and data->>'CashDate' is not null order by abs(seq_id - {last / 2}) limit 1
            """);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt64(0), row.GetString(1))
            : throw new CommandLine.UserError($"pool {events[^6..]} has no event that moves money; a drill needs one");
    }

    private static async Task<bool> Has(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
