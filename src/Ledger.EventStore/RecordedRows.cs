using System.Runtime.CompilerServices;
using Ledger.Domain;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>Rows of the event table as recorded events.</summary>
internal static class RecordedRows
{
    /// <summary>What is asked of a row, in the order in which it is read.</summary>
    internal const string Columns =
        "seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, data::text";

    /// <summary>Makes a command that asks for the events between two positions, in order.</summary>
    internal static NpgsqlCommand Between(NpgsqlCommand command, PoolCode pool, long from, long to)
    {
        command.CommandText = $"""
            select {Columns} from ledger.mt_events where tenant_id = $1 and seq_id between $2 and $3 order by seq_id
            """;
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = pool.Text }, new() { Value = from }, new() { Value = to }]);
        return command;
    }

    /// <summary>Runs a command that asks for <see cref="Columns"/>.</summary>
    /// <param name="goesOn">An event that cannot be read has an <see cref="UnreadableBody"/>; else it ends the reading.</param>
    internal static async IAsyncEnumerable<RecordedEvent> Read(NpgsqlCommand given, EventRegistry registry, PoolCode pool,
        bool goesOn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = given;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return Of(reader, registry, pool, goesOn);
    }

    internal static RecordedEvent Of(NpgsqlDataReader reader, EventRegistry registry, PoolCode pool, bool goesOn)
    {
        var (position, type, data) = (reader.GetInt64(0), reader.GetString(4), reader.GetString(9));
        var body = Body(registry, type, data);
        if (body is UnreadableBody unreadable && !goesOn)
            throw new UnreadableEventException(pool, position, type, unreadable.Reason);
        return new(pool, position, reader.GetGuid(1), reader.GetString(2), reader.GetInt64(3), type,
            Instant.FromDateTimeUtc(reader.GetDateTime(5)), Text(reader, 6), Text(reader, 7), Text(reader, 8), data, body);
    }

    private static object Body(EventRegistry registry, string type, string data)
    {
        try
        {
            return registry.Of(type).Read(data);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return new UnreadableBody(error.Message);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
