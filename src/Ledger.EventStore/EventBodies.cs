using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>Reads a pool's events for who folds all of them: position and body alone.</summary>
internal sealed class EventBodies(NpgsqlDataSource database, EventRegistry registry, PoolCode pool)
{
    /// <summary>Spans of <paramref name="size"/> events, in order.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<EventBody>> Read(
        long from, long to, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var spans = new LogSpans(database, pool, "seq_id, type, data");
        await foreach (var span in spans.Read<EventBody>(from, to, size, () => Parse, cancellationToken)) yield return span.Rows;
    }

    private EventBody Parse(CopiedRow row)
    {
        var position = row.Number();
        var type = Encoding.UTF8.GetString(row.Bytes().Span);
        // A jsonb has the number of its form in front of its text.
        return new(position, registry.Of(type).Body(row.Bytes()[1..]));
    }
}

/// <summary>What a fold needs of a recorded event.</summary>
public readonly record struct EventBody(long Position, object Body);
