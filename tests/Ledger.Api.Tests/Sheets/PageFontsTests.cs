using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Api.Sheets.Pages;
using Ledger.Testing;

namespace Ledger.Api.Tests.Sheets;

public sealed class PageFontsTests
{
    private const string Latin = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    private const string Chinese = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf";

    [Fact]
    public void Without_fonts_the_line_says_what_to_install()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<UserError>(() => PageFonts.Find(null, [folder.Path])).Message.ShouldBe(
            "a PDF needs TrueType fonts for Chinese and for digits, and there are none: "
            + "apt-get install fonts-droid-fallback fonts-dejavu-core, or name one in LEDGER_FONT");
    }

    [Theory]
    [InlineData("not a font")]
    [InlineData("")]
    public void A_file_that_is_no_font_is_named(string content)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("song.ttf", content);
        Should.Throw<UserError>(() => PageFonts.Find(path, [])).Message.ShouldStartWith($"the font {path} cannot be used: ");
    }

    [Fact]
    public void A_character_is_set_in_the_first_font_that_has_it()
    {
        Need();
        var fonts = PageFonts.Find(null, ["/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/droid"]);
        var page = new StringBuilder();
        fonts.Append(page, 10, 20, 9, "1元2");
        page.ToString().Split(' ').Where(word => word.StartsWith("/F", StringComparison.Ordinal)).ShouldBe(["/F0", "/F1", "/F0"]);
        // A Chinese character is as wide as the font is high.
        fonts.WidthOf("元").ShouldBe(1, 0.05);
    }

    [Fact]
    public void What_is_embedded_of_a_font_is_a_font_with_the_outlines_that_were_used()
    {
        Need();
        var whole = new TrueTypeFont(File.ReadAllBytes(Chinese));
        var (used, other) = (whole.GlyphOf(new('医')), whole.GlyphOf(new('药')));

        // Its table of characters is not embedded, so that it is not read again as one, but by its outlines.
        var part = whole.Subset([used]);

        part.Length.ShouldBeLessThan(500_000);
        Outline(part, used).ShouldBe(Outline(File.ReadAllBytes(Chinese), used));
        Outline(part, other).ShouldBeEmpty();
    }

    // Read here by the format's definition: loca says where in glyf an outline stands.
    private static byte[] Outline(byte[] font, int glyph)
    {
        var tables = Enumerable.Range(0, Number(font, 4, 2)).Select(index => 12 + (16 * index))
            .ToDictionary(row => Encoding.ASCII.GetString(font, row, 4), row => Number(font, row + 8, 4));
        var (start, end) = (Number(font, tables["loca"] + (4 * glyph), 4), Number(font, tables["loca"] + (4 * glyph) + 4, 4));
        return font[(tables["glyf"] + start)..(tables["glyf"] + end)].Reverse().SkipWhile(padding => padding == 0).Reverse().ToArray();
    }

    private static int Number(byte[] font, int at, int length) =>
        font.Skip(at).Take(length).Aggregate(0, (number, next) => (number << 8) | next);

    private static void Need() => Requirement.Check(File.Exists(Latin) && File.Exists(Chinese),
        "fonts are not installed (Debian: apt-get install fonts-droid-fallback fonts-dejavu-core)");
}
