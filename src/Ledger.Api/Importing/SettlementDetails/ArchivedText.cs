using System.IO.Compression;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>
/// Unpacks one text of a ZIP within the limits. What the archive says of its sizes is not believed: the bytes that come
/// out are counted, and their checksum is compared at the end.
/// </summary>
internal sealed class ArchivedText(ZipArchiveEntry entry, SettlementDetailLimits limits) : IDisposable
{
    private readonly Stream _stream = entry.Open();
    private uint _checksum = Crc32.Start;
    private long _bytes;

    /// <exception cref="InvalidDataException">The archive is broken.</exception>
    /// <exception cref="UnreadableTextException">The text exceeds a limit.</exception>
    public int Read(Span<byte> buffer)
    {
        var count = _stream.Read(buffer);
        _bytes += count;
        _checksum = Crc32.Add(_checksum, buffer[..count]);
        if (_bytes > limits.EntryBytesMax)
            throw new UnreadableTextException(1, SettlementDetailText.TextTooLarge(limits.EntryBytesMax));
        if (_bytes > limits.RatioCheckedFromBytes && _bytes / limits.CompressionRatioMax > entry.CompressedLength)
            throw new UnreadableTextException(1, SettlementDetailText.ShrinksTooWell(limits.CompressionRatioMax));
        if (count == 0 && (_bytes != entry.Length || Crc32.End(_checksum) != entry.Crc32))
            throw new InvalidDataException("length or checksum differ");
        return count;
    }

    public void Dispose() => _stream.Dispose();
}
