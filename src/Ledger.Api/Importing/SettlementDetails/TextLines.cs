using System.Text;
using Ledger.Domain;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>Fills the buffer from where it stopped; 0 at the end.</summary>
internal delegate int ReadBytes(Span<byte> buffer);

/// <summary>A text that cannot be read on.</summary>
/// <param name="line">The line to look at.</param>
internal sealed class UnreadableTextException(int line, Wording reason) : Exception(reason.English)
{
    public int Line { get; } = line;

    public Wording Reason { get; } = reason;
}

/// <summary>
/// The lines of a UTF-8 text, ended by LF or CRLF, with or without a byte order mark. It holds one line at a time, and
/// none that is longer than the limit.
/// </summary>
internal sealed class TextLines(ReadBytes read, int lineBytesMax)
{
    private const int ReadSize = 64 * 1024;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = new byte[lineBytesMax + ReadSize];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Number of the line that <see cref="Next"/> gave, from 1.</summary>
    public int Number { get; private set; }

    /// <returns>The next line without its end; null after the last.</returns>
    /// <exception cref="UnreadableTextException">The line is no UTF-8, or too long.</exception>
    public string? Next()
    {
        var searched = 0;
        for (;;)
        {
            var end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0) return Take(searched + end, lineEnd: 1);
            searched = _end - _start;
            if (searched > lineBytesMax + 1) throw TooLong();
            if (_isAtEnd) return searched == 0 ? null : Take(searched, lineEnd: 0);
            Fill();
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = read(_buffer.AsSpan(_end));
        _isAtEnd = count == 0;
        _end += count;
    }

    private string Take(int length, int lineEnd)
    {
        var bytes = _buffer.AsSpan(_start, length);
        if (bytes is [.., (byte)'\r']) bytes = bytes[..^1];
        if (bytes.Length > lineBytesMax) throw TooLong();
        _start += length + lineEnd;
        Number++;
        if (Number == 1 && bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return _strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableTextException(Number, SettlementDetailText.NoText);
        }
    }

    private UnreadableTextException TooLong() => new(Number + 1, SettlementDetailText.LineTooLong(lineBytesMax));
}
