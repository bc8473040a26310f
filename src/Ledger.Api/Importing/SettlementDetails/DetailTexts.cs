using System.IO.Compression;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>One text of a file, and how messages call it.</summary>
internal sealed record DetailText(string Name, ReadBytes Read);

/// <summary>
/// The texts of a file: itself, or those packed in it where its first bytes are those of a ZIP. Names in a ZIP are not
/// used for anything; a text is called by its number.
/// </summary>
internal static class DetailTexts
{
    // A local file header, or the end record of an archive of nothing.
    private static ReadOnlySpan<byte> FileMark => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> EmptyMark => "PK\u0005\u0006"u8;

    public static IEnumerable<DetailText> In(string name, Stream stream, SettlementDetailLimits limits) =>
        IsZip(stream) ? Unpacked(name, stream, limits) : [new(name, stream.Read)];

    private static bool IsZip(Stream stream)
    {
        Span<byte> mark = stackalloc byte[FileMark.Length];
        var count = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return mark[..count].SequenceEqual(FileMark) || mark[..count].SequenceEqual(EmptyMark);
    }

    private static IEnumerable<DetailText> Unpacked(string name, Stream stream, SettlementDetailLimits limits)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var entries = archive.Entries.Where(entry => !IsFolder(entry)).ToList();
        if (entries.Count == 0) throw new UnreadableTextException(1, SettlementDetailText.EmptyZip);
        if (entries.Count > limits.EntriesMax)
            throw new UnreadableTextException(1, SettlementDetailText.TooManyTexts(entries.Count, limits.EntriesMax));
        if (entries.Exists(entry => entry.IsEncrypted))
            throw new UnreadableTextException(1, SettlementDetailText.EncryptedZip);
        for (var index = 0; index < entries.Count; index++)
        {
            using var text = new ArchivedText(entries[index], limits);
            yield return new(entries.Count == 1 ? name : $"{name}#{index + 1}", text.Read);
        }
    }

    private static bool IsFolder(ZipArchiveEntry entry) => entry.Length == 0 && entry.FullName.EndsWith('/');
}
