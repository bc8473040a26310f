using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using NodaTime;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// The leaf of an event: all fifteen columns of its row, each with its length before it, so that nothing can be moved
/// from one to the next (docs/proofs.md). An instance serves one caller at a time.
/// </summary>
internal sealed class EventLeaf
{
    /// <summary>The columns in the order of the leaf, which is that of the table.</summary>
    internal static readonly string[] Columns =
    [
        "seq_id", "id", "stream_id", "version", "data", "bdata", "type", "timestamp", "tenant_id", "mt_dotnet_type",
        "correlation_id", "causation_id", "headers", "user_name", "is_archived",
    ];

    /// <summary>What every leaf of an event begins with.</summary>
    internal static readonly byte[] Form = "ledger-event-1"u8.ToArray();

    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>What is hashed, without the byte that RFC 6962 puts before it.</summary>
    internal ReadOnlySpan<byte> Content => _bytes.AsSpan(1, _length - 1);

    /// <summary>Begins a leaf; the columns follow in order.</summary>
    internal void Start() => Start(Form);

    /// <summary>Begins a leaf of another form, whose fields are written in the same way.</summary>
    internal void Start(ReadOnlySpan<byte> form)
    {
        _bytes[0] = MerkleHash.LeafPrefix;
        _length = 1;
        Add(form);
    }

    internal void Hash(Span<byte> hash) => MerkleHash.Hash(_bytes.AsSpan(0, _length), hash);

    internal byte[] Hash()
    {
        var hash = new byte[MerkleHash.Size];
        Hash(hash);
        return hash;
    }

    internal void AddNull() => Length(-1);

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(sizeof(int) + bytes.Length);
        Length(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    internal void Add(string? text)
    {
        if (text is null)
        {
            AddNull();
            return;
        }
        Reserve(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length + sizeof(int)));
        Length(written);
        _length += written;
    }

    /// <summary>A number in decimal digits.</summary>
    internal void Add(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var written);
        Add(digits[..written]);
    }

    /// <summary>A UUID in its usual form, in lower case.</summary>
    internal void Add(Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        Utf8Formatter.TryFormat(id, text, out _);
        Add(text);
    }

    /// <summary>Microseconds since 1970, UTC.</summary>
    internal void Add(Instant instant) => Add(instant.ToUnixTimeTicks() / 10);

    internal void Add(bool value) => Add(value ? "true"u8 : "false"u8);

    private void Length(int length)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), length);
        _length += sizeof(int);
    }

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + more));
    }
}
