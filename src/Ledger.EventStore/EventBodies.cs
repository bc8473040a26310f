using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Domain;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>Reads a pool's events for who folds all of them: position and body alone.</summary>
internal sealed class EventBodies(NpgsqlDataSource database, EventRegistry registry, PoolCode pool)
{
    private const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1_000;

    /// <summary>Spans of <paramref name="size"/> events, in order.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<EventBody>> Read(
        long from, long to, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var spans = new LogSpans(database, pool, "seq_id, type, data");
        await foreach (var span in spans.Read<EventBody>(from, to, size, () => Parse, cancellationToken)) yield return span.Rows;
    }

    /// <summary>The same, with when and by whom each was recorded.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<SignedBody>> ReadSigned(
        long from, long to, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var spans = new LogSpans(database, pool, "seq_id, type, data, timestamp, user_name");
        await foreach (var span in spans.Read<SignedBody>(from, to, size, () => ParseSigned, cancellationToken))
            yield return span.Rows;
    }

    private EventBody Parse(CopiedRow row)
    {
        var position = row.Number();
        var type = Encoding.UTF8.GetString(row.Bytes().Span);
        // A jsonb has the number of its form in front of its text.
        return new(position, registry.Of(type).Body(row.Bytes()[1..]));
    }

    private SignedBody ParseSigned(CopiedRow row)
    {
        var (position, body) = Parse(row);
        var recorded = Instant.FromUnixTimeTicks(row.Microseconds() * TicksPerMicrosecond);
        return new(position, recorded, row.BytesOrNull() is { } actor ? Encoding.UTF8.GetString(actor.Span) : null, body);
    }
}

/// <summary>What a fold needs of a recorded event.</summary>
public readonly record struct EventBody(long Position, object Body);

/// <summary>What a reader of a list of events needs of each.</summary>
/// <param name="Recorded">UTC, microseconds.</param>
/// <param name="Actor">Who recorded it.</param>
public readonly record struct SignedBody(long Position, Instant Recorded, string? Actor, object Body);
