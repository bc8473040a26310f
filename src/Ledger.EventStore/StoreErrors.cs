using Ledger.Domain;
using NodaTime;

namespace Ledger.EventStore;

/// <summary>Another writer, such as an import, held the pool for longer than the caller would wait.</summary>
public sealed class PoolBusyException(PoolCode pool, Duration waited)
    : Exception($"pool {pool} is being written by another command for more than {waited.TotalSeconds:0} s; try again later");

/// <summary>A stream was not at the version that the caller expected.</summary>
public sealed class StreamVersionException(string stream, long expected, long found)
    : Exception($"stream {stream} is at version {found}, not {expected}")
{
    public string Stream { get; } = stream;

    public long Expected { get; } = expected;

    public long Found { get; } = found;
}

/// <summary>The store holds an event that this program cannot read: of an unknown type, or not of its type's form.</summary>
public sealed class UnreadableEventException(PoolCode pool, long position, string type, string reason)
    : Exception($"event {position} of pool {pool} ({type}) cannot be read: {reason}")
{
    public PoolCode Pool { get; } = pool;

    public long Position { get; } = position;
}
