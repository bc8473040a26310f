using System.Buffers.Binary;
using System.Globalization;
using Ledger.Domain;
using NodaTime;

namespace Ledger.EventStore;

/// <summary>An event to append: the fact, its stream, and what caused it.</summary>
/// <param name="Correlation">What belongs together: the voucher, or the document.</param>
/// <param name="Causation">What brought it: an import or a request.</param>
/// <param name="Actor">Who records it.</param>
public sealed record NewEvent(object Body, string Stream, string? Correlation, string? Causation, string Actor);

/// <summary>An event of the log with all that the store knows of it.</summary>
/// <param name="Position">The pool's gapless number, in commit order, from 1.</param>
/// <param name="Version">Its number within the stream, from 1.</param>
/// <param name="Recorded">When it was recorded, UTC, microseconds; never earlier than the one before.</param>
/// <param name="Data">The stored JSON, in the key order of PostgreSQL.</param>
public sealed record RecordedEvent(
    PoolCode Pool, long Position, Guid Id, string Stream, long Version, string Type, Instant Recorded, string? Actor,
    string? Correlation, string? Causation, string Data, object Body);

/// <summary>Stands for a body that this program cannot read.</summary>
public sealed record UnreadableBody(string Reason);

/// <summary>Ids of events: a UUID of version 8 made of pool and position, so that a log replays to the same ids.</summary>
public static class EventIds
{
    public static Guid Of(PoolCode pool, long position)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes, int.Parse(pool.Text, CultureInfo.InvariantCulture));
        bytes[6] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], position);
        // The variant takes the top two bits, which no position reaches.
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
