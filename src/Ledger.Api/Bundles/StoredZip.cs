using System.Buffers.Binary;
using System.Text;
using Ledger.Api.Importing.SettlementDetails;

namespace Ledger.Api.Bundles;

/// <summary>A file in a bundle.</summary>
internal sealed record BundlePart(string Name, byte[] Content)
{
    internal BundlePart(string name, string text) : this(name, Encoding.UTF8.GetBytes(text))
    {
    }
}

/// <summary>
/// A ZIP of which there is one for the same files in the same order: nothing is compressed, every field of every header has
/// one value, nothing stands between or after its parts (docs/bundles.md). So a byte that was changed, in a header too, is found by
/// writing it again.
/// </summary>
internal static class StoredZip
{
    private const uint LocalHeader = 0x04034b50;
    private const uint CentralHeader = 0x02014b50;
    private const uint EndOfCentral = 0x06054b50;
    private const ushort Version = 20;

    // 1980-01-01 0:00, the first day that a ZIP can say.
    private const ushort Time = 0;
    private const ushort Date = 0x21;

    private const int LocalHeaderBytes = 30;
    private const int NamesBytesMax = 100;
    private const long LengthMax = 1 << 30;

    internal static byte[] Write(IReadOnlyList<BundlePart> parts)
    {
        using var zip = new MemoryStream();
        using var central = new MemoryStream();
        Span<byte> zeros = stackalloc byte[10];
        foreach (var part in parts)
        {
            var (name, offset) = (Encoding.ASCII.GetBytes(part.Name), (uint)zip.Length);
            var (checksum, length) = (Crc32.Of(part.Content), (uint)part.Content.Length);
            Put(zip, LocalHeader);
            PutShared(zip);
            zip.Write(name);
            zip.Write(part.Content);
            Put(central, CentralHeader);
            Put(central, Version);
            PutShared(central);
            // No comment, the first disk, no attributes.
            central.Write(zeros);
            Put(central, offset);
            central.Write(name);

            void PutShared(MemoryStream header)
            {
                Put(header, Version);
                // No flags, no compression.
                Put(header, 0u);
                Put(header, Time);
                Put(header, Date);
                Put(header, checksum);
                Put(header, length);
                Put(header, length);
                Put(header, (ushort)name.Length);
                Put(header, (ushort)0);
            }
        }
        var (start, count) = ((uint)zip.Length, (ushort)parts.Count);
        zip.Write(central.ToArray());
        Put(zip, EndOfCentral);
        Put(zip, 0u);
        Put(zip, count);
        Put(zip, count);
        Put(zip, (uint)central.Length);
        Put(zip, start);
        Put(zip, (ushort)0);
        return zip.ToArray();
    }

    /// <summary>Its files, in their order.</summary>
    /// <exception cref="FormatException">It is not what <see cref="Write"/> makes of them.</exception>
    internal static IReadOnlyList<BundlePart> Read(byte[] zip)
    {
        if (zip.LongLength > LengthMax) throw new FormatException("it is too long for a bundle");
        var (parts, at) = (new List<BundlePart>(), 0);
        while (zip.Length - at >= LocalHeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) == LocalHeader)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at + 18));
            var name = BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 26));
            at += LocalHeaderBytes;
            if (name is 0 or > NamesBytesMax || length > zip.Length - at - name) throw Altered();
            parts.Add(new(Encoding.ASCII.GetString(zip, at, name), zip[(at + name)..(at + name + (int)length)]));
            at += name + (int)length;
        }
        return zip.AsSpan().SequenceEqual(Write(parts)) ? parts : throw Altered();
    }

    private static FormatException Altered() => new("the container is not as it is written: a byte of it was changed, added or taken away");

    private static void Put(MemoryStream target, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        target.Write(bytes);
    }

    private static void Put(MemoryStream target, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        target.Write(bytes);
    }
}
