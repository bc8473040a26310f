using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>
/// Reads a pool's events for who folds all of them: position and body alone, by binary COPY, several spans at a time,
/// so that reading and parsing go on while the caller works on the span before.
/// </summary>
internal sealed class EventBodies(NpgsqlDataSource database, EventRegistry registry, PoolCode pool)
{
    // What is read ahead is held in memory; more readers than this find nothing left to do beside the fold.
    private const int Readers = 2;

    // What a COPY in binary form begins with: a signature, flags and the length of an extension, which is empty.
    private const int HeaderBytes = 19;
    private const int BufferBytesFirst = 1 << 21;

    /// <summary>Spans of <paramref name="size"/> events, in order.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<EventBody>> Read(
        long from, long to, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<Task<List<EventBody>>>();
        var free = new Stack<SpanReader>(Enumerable.Range(0, Readers).Select(_ => new SpanReader(registry)));
        try
        {
            for (var next = from; next <= to || ahead.Count > 0;)
            {
                for (; ahead.Count < Readers && next <= to; next += size)
                {
                    var (first, last) = (next, Math.Min(to, next + size - 1));
                    ahead.Enqueue(Task.Run(() => Span(free, first, last, stop.Token), stop.Token));
                }
                yield return await ahead.Dequeue();
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var reading in ahead) await reading.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task<List<EventBody>> Span(Stack<SpanReader> free, long first, long last, CancellationToken cancellationToken)
    {
        SpanReader reader;
        lock (free) reader = free.Pop();
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            // A COPY takes no parameters; numbers and the digits of a pool need no quoting.
            await using var copy = await connection.BeginRawBinaryCopyAsync($"""
                copy (select seq_id, type, data from {PoolRegistration.EventsOf(pool)}
                    where seq_id between {first} and {last} order by seq_id)
                to stdout (format binary)
                """, cancellationToken);
            return await reader.Read(copy, cancellationToken);
        }
        finally
        {
            lock (free) free.Push(reader);
        }
    }

    /// <summary>One at a time reads into its buffer, which grows to the longest span and is used again.</summary>
    private sealed class SpanReader(EventRegistry registry)
    {
        private byte[] _buffer = new byte[BufferBytesFirst];

        internal async Task<List<EventBody>> Read(Stream copy, CancellationToken cancellationToken)
        {
            var length = 0;
            while (true)
            {
                if (length == _buffer.Length) Array.Resize(ref _buffer, 2 * length);
                var read = await copy.ReadAsync(_buffer.AsMemory(length), cancellationToken);
                if (read == 0) break;
                length += read;
            }
            return Parse(length);
        }

        private List<EventBody> Parse(int length)
        {
            var events = new List<EventBody>();
            var at = HeaderBytes;
            // Each row: how many fields, then each with its length before it; -1 fields end all.
            while (BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(at, 2)) > 0)
            {
                at += 2;
                var position = BinaryPrimitives.ReadInt64BigEndian(Field(ref at).Span);
                var type = Encoding.UTF8.GetString(Field(ref at).Span);
                // A jsonb has the number of its form in front of its text.
                events.Add(new(position, registry.Of(type).Body(Field(ref at)[1..])));
            }
            return at + 2 == length ? events : throw new InvalidDataException("the log was not read to its end");
        }

        private ReadOnlyMemory<byte> Field(ref int at)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at, 4));
            var field = _buffer.AsMemory(at + 4, length);
            at += 4 + length;
            return field;
        }
    }
}

/// <summary>What a fold needs of a recorded event.</summary>
public readonly record struct EventBody(long Position, object Body);
