using System.Globalization;
using System.Text;

namespace Ledger.Api.Sheets.Pages;

/// <summary>A font and the glyphs of it that stand on the pages.</summary>
internal sealed class UsedFont(TrueTypeFont font, string name)
{
    public TrueTypeFont Font { get; } = font;

    public string Name { get; } = name;

    /// <summary>By glyph, the character that it was used for.</summary>
    public SortedDictionary<int, Rune> Used { get; } = [];

    /// <summary>The glyph of a character that stands on a page now; 0 where the font has none.</summary>
    public int Use(Rune character)
    {
        var glyph = Font.GlyphOf(character);
        Used.TryAdd(glyph, character);
        return glyph;
    }

    /// <summary>Puts what was used of it into the file.</summary>
    /// <returns>The number of the font's object.</returns>
    public int Embed(PdfFile file)
    {
        var subset = Font.Subset(Used.Keys);
        var data = file.AddStream(subset, $"/Length1 {subset.Length} ");
        // Six letters before a name say that the font is not whole.
        var called = $"LEDGER+{Name}";
        var box = string.Join(' ', Font.Box.Select(Scaled));
        var descriptor = file.Add($"<< /Type /FontDescriptor /FontName /{called} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 "
            + $"/Ascent {Scaled(Font.Ascent)} /Descent {Scaled(Font.Descent)} /CapHeight {Scaled(Font.Ascent)} /StemV 80 "
            + $"/FontFile2 {data} 0 R >>");
        var widths = string.Join(' ', Used.Keys.Select(glyph => $"{glyph} [{Font.WidthOf(glyph)}]"));
        var descendant = file.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{called} "
            + "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {descriptor} 0 R /DW 1000 /W [{widths}] /CIDToGIDMap /Identity >>");
        var characters = file.AddStream(Encoding.ASCII.GetBytes(Characters()));
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{called} /Encoding /Identity-H "
            + $"/DescendantFonts [{descendant} 0 R] /ToUnicode {characters} 0 R >>");
    }

    private int Scaled(int units) => units * 1000 / Font.UnitsPerEm;

    // Which characters the glyphs are, for whoever searches or copies.
    private string Characters()
    {
        const int rowsMax = 100;
        var map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """);
        foreach (var rows in Used.Chunk(rowsMax))
        {
            map.Append(CultureInfo.InvariantCulture, $"{rows.Length} beginbfchar\n");
            foreach (var (glyph, character) in rows)
            {
                var utf16 = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(character.ToString()));
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{utf16}>\n");
            }
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend").ToString();
    }
}
