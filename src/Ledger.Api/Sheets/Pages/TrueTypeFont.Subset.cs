using System.Buffers.Binary;
using System.Text;

namespace Ledger.Api.Sheets.Pages;

// The font again, with fewer outlines.
internal sealed partial class TrueTypeFont
{
    private const int CompositeMoreParts = 0x20;
    private const int CompositeWordArguments = 0x01;
    private const int CompositeScale = 0x08;
    private const int CompositeTwoScales = 0x40;
    private const int CompositeMatrix = 0x80;

    private static readonly string[] _kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    /// <summary>
    /// The font with the outlines of these glyphs and no others. Glyphs keep their numbers, so that the text need not know.
    /// </summary>
    public byte[] Subset(IEnumerable<int> used)
    {
        var glyphs = new SortedSet<int> { 0 };
        foreach (var glyph in used) Collect(glyph, glyphs);
        var outlines = new MemoryStream();
        var offsets = new byte[4 * (Glyphs + 1)];
        for (var glyph = 0; glyph <= Glyphs; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * glyph), (uint)outlines.Length);
            if (!glyphs.Contains(glyph)) continue;
            outlines.Write(Outline(glyph));
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }
        return Assemble(outlines.ToArray(), offsets);
    }

    private void Collect(int glyph, SortedSet<int> into)
    {
        if (glyph >= Glyphs || !into.Add(glyph)) return;
        var outline = Outline(glyph);
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) return;
        // Made of other glyphs.
        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            Collect(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]), into);
            at += (flags & CompositeWordArguments) != 0 ? 8 : 6;
            at += (flags & CompositeScale) != 0 ? 2 : (flags & CompositeTwoScales) != 0 ? 4 : (flags & CompositeMatrix) != 0 ? 8 : 0;
        } while ((flags & CompositeMoreParts) != 0);
    }

    private ReadOnlySpan<byte> Outline(int glyph)
    {
        var (start, end) = (OffsetOf(glyph), OffsetOf(glyph + 1));
        return _data.AsSpan(At("glyf") + start, end - start);
    }

    private int OffsetOf(int glyph) =>
        _longOffsets ? (int)U32(At("loca") + (4 * glyph)) : 2 * U16(At("loca") + (2 * glyph));

    private byte[] Assemble(byte[] outlines, byte[] offsets)
    {
        var tables = _kept.Where(_tables.ContainsKey).Select(name => (Name: name, Data: name switch
        {
            "glyf" => outlines,
            "loca" => offsets,
            _ => _data.AsSpan(At(name), _tables[name].Length).ToArray(),
        })).ToList();
        // Offsets are long ones from here on.
        BinaryPrimitives.WriteInt16BigEndian(tables.Single(table => table.Name == "head").Data.AsSpan(50), 1);
        var font = new MemoryStream();
        var log = (int)Math.Log2(tables.Count);
        Write(font, 0x00010000u);
        foreach (var value in (int[])[tables.Count, 16 << log, log, (16 * tables.Count) - (16 << log)]) Write(font, (ushort)value);
        var at = 12 + (16 * tables.Count);
        foreach (var (name, data) in tables)
        {
            font.Write(Encoding.ASCII.GetBytes(name));
            Write(font, CheckSum(data));
            Write(font, (uint)at);
            Write(font, (uint)data.Length);
            at += (data.Length + 3) / 4 * 4;
        }
        foreach (var (_, data) in tables)
        {
            font.Write(data);
            while (font.Length % 4 != 0) font.WriteByte(0);
        }
        return font.ToArray();
    }

    private static uint CheckSum(byte[] data)
    {
        var sum = 0u;
        for (var at = 0; at < data.Length; at++) sum = unchecked(sum + ((uint)data[at] << (8 * (3 - (at % 4)))));
        return sum;
    }

    private static void Write(Stream to, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        to.Write(bytes);
    }

    private static void Write(Stream to, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        to.Write(bytes);
    }
}
