using System.Buffers.Binary;
using System.Text;

namespace Ledger.Api.Sheets.Pages;

/// <summary>
/// A TrueType font (OpenType with <c>glyf</c> outlines), as far as it is needed to set text and to put the glyphs that were
/// used into a file.
/// </summary>
internal sealed partial class TrueTypeFont
{
    private const uint Collection = 0x74746366; // ttcf
    private const int CharactersMax = 0x10FFFF;

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
        catch (Exception error) when (error is ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw new FormatException("it ends too early or is damaged", error);
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
            for (var character = first; character <= Math.Min(last, CharactersMax); character++)
                _glyphs[character] = glyph + character - first;
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

    private int At(string table) => _tables[table].Offset;

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at, 2));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at, 2));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at, 4));
}
