using System.Text;
using System.Text.Json;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// Writes JSON as PostgreSQL prints a <c>jsonb</c>: keys by length and then by bytes, a space after each colon and comma,
/// strings escaped no more than they must be. So what is recorded can be hashed before it is stored, and what is stored
/// can be hashed as it is read. An instance serves one caller at a time.
/// </summary>
internal sealed class JsonbText
{
    private readonly List<Member> _members = [];
    private readonly Comparer<Member> _order;
    private byte[] _text = new byte[1024];
    private byte[] _spare = new byte[1024];
    private int _length;

    internal JsonbText() => _order = Comparer<Member>.Create(Compare);

    /// <param name="json">A JSON value in UTF-8, whose numbers are integers and whose objects have no key twice.</param>
    /// <returns>The text in UTF-8, until the next call.</returns>
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        _length = 0;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Value(ref reader);
        return _text.AsSpan(0, _length);
    }

    private void Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader);
                break;
            case JsonTokenType.StartArray:
                Array(ref reader);
                break;
            case JsonTokenType.String:
                String(ref reader);
                break;
            case JsonTokenType.Number when reader.ValueSpan.IndexOfAny(".eE"u8) >= 0:
                throw new NotSupportedException("the body of an event has a number that is no integer");
            default:
                Add(reader.ValueSpan);
                break;
        }
    }

    private void Array(ref Utf8JsonReader reader)
    {
        Add("["u8);
        for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
        {
            if (!isFirst) Add(", "u8);
            Value(ref reader);
        }
        Add("]"u8);
    }

    // Members are written as they come, and then put in order.
    private void Object(ref Utf8JsonReader reader)
    {
        var (first, start) = (_members.Count, _length);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var at = _length;
            String(ref reader);
            var keyLength = _length - at;
            Add(": "u8);
            reader.Read();
            Value(ref reader);
            _members.Add(new(at, keyLength, _length - at));
        }
        var members = _members.Count - first;
        _members.Sort(first, members, _order);
        var written = _length - start;
        if (_spare.Length < written) _spare = new byte[2 * written];
        _text.AsSpan(start, written).CopyTo(_spare);
        _length = start;
        Add("{"u8);
        for (var index = first; index < _members.Count; index++)
        {
            if (index > first) Add(", "u8);
            Add(_spare.AsSpan(_members[index].At - start, _members[index].Length));
        }
        Add("}"u8);
        _members.RemoveRange(first, members);
    }

    // With their quotes, which are alike. A key with an escape would be ordered by what it stands for.
    private int Compare(Member one, Member other)
    {
        var left = _text.AsSpan(one.At, one.KeyLength);
        var right = _text.AsSpan(other.At, other.KeyLength);
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private void String(ref Utf8JsonReader reader)
    {
        Add("\""u8);
        if (!reader.ValueIsEscaped) Add(reader.ValueSpan);
        else if (reader.TokenType == JsonTokenType.PropertyName) throw new NotSupportedException("a key has an escape");
        else Escaped(reader.GetString()!);
        Add("\""u8);
    }

    private void Escaped(string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"': Add("\\\""u8); break;
                case '\\': Add("\\\\"u8); break;
                case '\b': Add("\\b"u8); break;
                case '\f': Add("\\f"u8); break;
                case '\n': Add("\\n"u8); break;
                case '\r': Add("\\r"u8); break;
                case '\t': Add("\\t"u8); break;
                case < ' ': Add(Encoding.ASCII.GetBytes($"\\u{rune.Value:x4}")); break;
                default: Add(utf8[..rune.EncodeToUtf8(utf8)]); break;
            }
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > _text.Length) System.Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + more));
    }

    private readonly record struct Member(int At, int KeyLength, int Length);
}
