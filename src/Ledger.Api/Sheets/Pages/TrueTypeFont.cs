using System.Buffers.Binary;
using System.Text;

namespace Ledger.Api.Sheets.Pages;

/// <summary>
/// A TrueType font (OpenType with <c>glyf</c> outlines), as far as it is needed to set text and to put the glyphs that were
/// used into a file.
/// </summary>
internal sealed class TrueTypeFont
{
    private const uint Collection = 0x74746366; // ttcf
    private const int CompositeMoreParts = 0x20;
    private const int CompositeWordArguments = 0x01;
    private const int CompositeScale = 0x08;
    private const int CompositeTwoScales = 0x40;
    private const int CompositeMatrix = 0x80;

    private static readonly string[] _kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] _data;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _glyphs = [];
    private readonly int _widths;
    private readonly bool _longOffsets;

    /// <exception cref="FormatException">It is no such font; the message says what is missing.</exception>
    public TrueTypeFont(byte[] data)
    {
        _data = data;
        try
        {
            ReadTables();
            UnitsPerEm = U16(At("head") + 18);
            _longOffsets = U16(At("head") + 50) != 0;
            Box = [.. Enumerable.Range(0, 4).Select(index => (int)I16(At("head") + 36 + (2 * index)))];
            (Ascent, Descent) = (I16(At("hhea") + 4), I16(At("hhea") + 6));
            _widths = U16(At("hhea") + 34);
            Glyphs = U16(At("maxp") + 4);
            ReadCharacters();
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new FormatException("it ends too early", error);
        }
    }

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    /// <summary>The box of all glyphs: left, bottom, right, top.</summary>
    public IReadOnlyList<int> Box { get; }

    public int Glyphs { get; }

    /// <summary>The glyph of a character; 0 where the font has none.</summary>
    public int GlyphOf(Rune character) => _glyphs.GetValueOrDefault(character.Value);

    /// <summary>In thousandths of the size.</summary>
    public int WidthOf(int glyph) => U16(At("hmtx") + (4 * Math.Min(glyph, _widths - 1))) * 1000 / UnitsPerEm;

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

    private void ReadTables()
    {
        var start = U32(0) == Collection ? (int)U32(12) : 0;
        var count = U16(start + 4);
        for (var index = 0; index < count; index++)
        {
            var row = start + 12 + (16 * index);
            _tables[Encoding.ASCII.GetString(_data, row, 4)] = ((int)U32(row + 8), (int)U32(row + 12));
        }
        if (!_tables.ContainsKey("glyf")) throw new FormatException("it has no TrueType outlines (a CFF font?)");
        foreach (var name in (string[])["cmap", "head", "hhea", "hmtx", "loca", "maxp"])
            if (!_tables.ContainsKey(name)) throw new FormatException($"it has no table {name.Trim()}");
    }

    private void ReadCharacters()
    {
        var map = At("cmap");
        var found = Enumerable.Range(0, U16(map + 2))
            .Select(index => map + (int)U32(map + 8 + (8 * index)))
            .Where(table => U16(table) is 4 or 12).OrderBy(table => U16(table)).ToList();
        if (found.Count == 0) throw new FormatException("it has no table of Unicode characters");
        foreach (var table in found)
        {
            if (U16(table) == 12) ReadGroups(table);
            else ReadSegments(table);
        }
    }

    private void ReadGroups(int table)
    {
        for (var group = 0; group < (int)U32(table + 12); group++)
        {
            var row = table + 16 + (12 * group);
            var (first, last, glyph) = ((int)U32(row), (int)U32(row + 4), (int)U32(row + 8));
            for (var character = first; character <= last; character++) _glyphs[character] = glyph + character - first;
        }
    }

    private void ReadSegments(int table)
    {
        var segments = U16(table + 6) / 2;
        for (var segment = 0; segment < segments; segment++)
        {
            var last = U16(table + 14 + (2 * segment));
            var first = U16(table + 16 + (2 * (segments + segment)));
            var delta = U16(table + 16 + (2 * ((2 * segments) + segment)));
            var rangeAt = table + 16 + (2 * ((3 * segments) + segment));
            for (int character = first; character <= last && character != 0xFFFF; character++)
            {
                var range = U16(rangeAt);
                var glyph = range == 0 ? character : U16(rangeAt + range + (2 * (character - first)));
                if (glyph != 0) glyph = (glyph + delta) & 0xFFFF;
                if (glyph != 0) _glyphs[character] = glyph;
            }
        }
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

    private int At(string table) => _tables[table].Offset;

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at, 2));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at, 2));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at, 4));
}
