using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NodaTime;
using Npgsql;

namespace Ledger.EventStore;

/// <summary>
/// Rows for one binary COPY, written down ahead of it: making them and sending them can then go on side by side, and a
/// row costs no more than its bytes.
/// </summary>
public sealed class CopyRows : IDisposable
{
    private const int InitialBytes = 1 << 16;
    private const int BigintType = 20;
    private const int VarcharType = 1043;

    // PostgreSQL counts days and microseconds from 2000-01-01.
    private static readonly LocalDate _epoch = new(2000, 1, 1);
    private static readonly Instant _epochInstant = Instant.FromUtc(2000, 1, 1, 0, 0);

    // Signature, flags, and the length of the header's extension: none.
    private static readonly byte[] _header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly string _sql;
    private readonly short _columns;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _length;

    /// <param name="table">With its schema.</param>
    /// <param name="columns">In the order in which each row writes them.</param>
    public CopyRows(string table, params string[] columns)
    {
        _sql = $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)";
        _columns = (short)columns.Length;
        _header.CopyTo(Take(_header.Length));
    }

    public int Count { get; private set; }

    /// <summary>Begins a row; its columns follow in order.</summary>
    public void StartRow()
    {
        Count++;
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), _columns);
    }

    public void Add(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);

    public void Add(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), value);

    public void Add(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Add(LocalDate value) => Add(Period.DaysBetween(_epoch, value));

    public void Add(Instant value) => Add((value - _epochInstant).ToInt64Nanoseconds() / 1_000);

    public void Add(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    public void Add(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    /// <summary>A text or varchar; null is SQL's null.</summary>
    public void Add(string? value)
    {
        if (value is null)
        {
            BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), -1);
            return;
        }
        var room = Encoding.UTF8.GetMaxByteCount(value.Length);
        Reserve(sizeof(int) + room);
        var length = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length + sizeof(int)));
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), length);
        _length += sizeof(int) + length;
    }

    /// <summary>A varchar[].</summary>
    public void Add(IReadOnlyCollection<string> values)
    {
        var start = StartArray(values.Count, VarcharType);
        foreach (var value in values) Add(value);
        EndArray(start);
    }

    /// <summary>A bigint[].</summary>
    public void Add(IReadOnlyCollection<long> values)
    {
        var start = StartArray(values.Count, BigintType);
        foreach (var value in values) Add(value);
        EndArray(start);
    }

    /// <summary>A jsonb, from its text in UTF-8.</summary>
    public void AddJson(ReadOnlySpan<byte> json)
    {
        var field = Field(json.Length + 1);
        field[0] = 1;
        json.CopyTo(field[1..]);
    }

    /// <summary>Sends the rows; nothing is left of them here.</summary>
    public async Task Send(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);
        await using (var copy = await connection.BeginRawBinaryCopyAsync(_sql, cancellationToken))
            await copy.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken);
        Dispose();
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    // Its length, known at the end; dimensions, no nulls, the type, and of the one dimension the count and first number.
    private int StartArray(int count, int type)
    {
        var start = _length;
        Span<int> head = count == 0 ? [0, 0, 0, type] : [0, 1, 0, type, count, 1];
        foreach (var number in head) BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), number);
        return start;
    }

    private void EndArray(int start) =>
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(start), _length - start - sizeof(int));

    private Span<byte> Field(int length)
    {
        Reserve(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), length);
        var field = _buffer.AsSpan(_length + sizeof(int), length);
        _length += sizeof(int) + length;
        return field;
    }

    private Span<byte> Take(int length)
    {
        Reserve(length);
        var taken = _buffer.AsSpan(_length, length);
        _length += length;
        return taken;
    }

    private void Reserve(int more)
    {
        if (_length + more <= _buffer.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
