using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>
/// Reads columns of a pool's events for who goes through all of them: by binary COPY, several spans at a time, so that
/// reading and parsing go on while the caller works on the span before.
/// </summary>
internal sealed class LogSpans(NpgsqlDataSource database, PoolCode pool, string columns)
{
    // What is read ahead is held in memory; more readers than this find nothing left to do beside the caller.
    private const int Readers = 2;

    // What a COPY in binary form begins with: a signature, flags and the length of an extension, which is empty.
    private const int HeaderBytes = 19;
    private const int BufferBytesOfSpan = 1 << 21;
    private const int BufferBytesOfSome = 1 << 14;

    /// <summary>Spans of so many positions each, in order; a position that has no event is left out.</summary>
    /// <param name="from">The first position.</param>
    /// <param name="to">The last position.</param>
    /// <param name="size">Positions that are given at a time; about three times as many are in memory.</param>
    /// <param name="parser">Makes what reads a row; one that reads serves one span at a time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async IAsyncEnumerable<LogSpan<T>> Read<T>(long from, long to, int size, Func<Func<CopiedRow, T>> parser,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<Task<LogSpan<T>>>();
        var free = new Stack<SpanReader<T>>(Enumerable.Range(0, Readers).Select(_ => new SpanReader<T>(parser(), BufferBytesOfSpan)));
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

    /// <summary>The rows of some positions, in order; one that has no event is left out.</summary>
    internal Task<List<T>> At<T>(IEnumerable<long> positions, Func<CopiedRow, T> parse, CancellationToken cancellationToken) =>
        Rows(new SpanReader<T>(parse, BufferBytesOfSome), $"seq_id in ({string.Join(", ", positions)})", cancellationToken);

    private async Task<LogSpan<T>> Span<T>(
        Stack<SpanReader<T>> free, long first, long last, CancellationToken cancellationToken)
    {
        SpanReader<T> reader;
        lock (free) reader = free.Pop();
        try
        {
            return new(first, last, await Rows(reader, $"seq_id between {first} and {last}", cancellationToken));
        }
        finally
        {
            lock (free) free.Push(reader);
        }
    }

    private async Task<List<T>> Rows<T>(SpanReader<T> reader, string where, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // A COPY takes no parameters; numbers and the digits of a pool need no quoting.
        await using var copy = await connection.BeginRawBinaryCopyAsync($"""
            copy (select {columns} from {PoolRegistration.EventsOf(pool)} where {where} order by seq_id)
            to stdout (format binary)
            """, cancellationToken);
        return await reader.Read(copy, cancellationToken);
    }

    /// <summary>One at a time reads into its buffer, which grows to the longest span and is used again.</summary>
    private sealed class SpanReader<T>(Func<CopiedRow, T> parse, int bufferBytes)
    {
        private byte[] _buffer = new byte[bufferBytes];

        internal async Task<List<T>> Read(Stream copy, CancellationToken cancellationToken)
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

        private List<T> Parse(int length)
        {
            var rows = new List<T>();
            var row = new CopiedRow(_buffer, HeaderBytes);
            while (row.Next()) rows.Add(parse(row));
            return row.At == length ? rows : throw new InvalidDataException("the log was not read to its end");
        }
    }
}

/// <summary>Rows of some positions that follow each other.</summary>
internal sealed record LogSpan<T>(long First, long Last, IReadOnlyList<T> Rows);

/// <summary>A row of a binary COPY: its fields are taken in order, each once.</summary>
internal sealed class CopiedRow(byte[] buffer, int at)
{
    private const long Year2000 = 946_684_800_000_000;

    internal int At { get; private set; } = at;

    /// <summary>Goes to the next row, once all fields of this one were taken.</summary>
    /// <returns>False at the end.</returns>
    internal bool Next()
    {
        // Each row: how many fields, then each with its length before it; -1 fields end all.
        var fields = BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(At, sizeof(short)));
        At += sizeof(short);
        return fields > 0;
    }

    internal long Number() => BinaryPrimitives.ReadInt64BigEndian(Bytes().Span);

    /// <summary>An instant in microseconds since 1970; PostgreSQL counts them from 2000.</summary>
    internal long Microseconds() => Number() + Year2000;

    internal ReadOnlyMemory<byte> Bytes() => BytesOrNull() ?? throw new InvalidDataException("a column that is never null is");

    /// <summary>Null where the column is.</summary>
    internal ReadOnlyMemory<byte>? BytesOrNull()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(At, sizeof(int)));
        At += sizeof(int);
        if (length < 0) return null;
        At += length;
        return buffer.AsMemory(At - length, length);
    }
}
