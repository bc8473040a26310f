using System.Globalization;
using System.Text;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Sheets.Pages;

/// <summary>
/// The fonts of a file: each character is set in the first that has it, and what is used of them is embedded, so that the
/// pages look alike wherever they are opened.
/// </summary>
internal sealed class PageFonts
{
    /// <summary>Names a TrueType font to use before the others.</summary>
    public const string Variable = "LEDGER_FONT";

    // Debian's fonts-dejavu-core for digits and Latin, fonts-droid-fallback for Chinese; other systems' places after them.
    private static readonly string[] _latin = ["DejaVuSans.ttf", "LiberationSans-Regular.ttf"];
    private static readonly string[] _chinese = ["DroidSansFallbackFull.ttf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "uming.ttc"];

    private static readonly string[] _folders =
    [
        "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/droid", "/usr/share/fonts/truetype/liberation",
        "/usr/share/fonts/truetype/wqy", "/usr/share/fonts/truetype/arphic", "/usr/share/fonts/dejavu-sans-fonts",
        "/usr/share/fonts/google-droid-sans-fonts", "/usr/share/fonts/TTF",
    ];

    private readonly List<UsedFont> _fonts;

    private PageFonts(List<UsedFont> fonts) => _fonts = fonts;

    /// <exception cref="UserError">There is none; the message says what to install.</exception>
    public static PageFonts Find() => Find(Environment.GetEnvironmentVariable(Variable), _folders);

    /// <param name="own">What <c>LEDGER_FONT</c> holds.</param>
    /// <param name="folders">Where fonts are sought.</param>
    internal static PageFonts Find(string? own, IReadOnlyList<string> folders)
    {
        List<string> paths = [];
        if (!string.IsNullOrEmpty(own)) paths.Add(own);
        if (Found(_latin, folders) is { } latin) paths.Add(latin);
        if (Found(_chinese, folders) is { } chinese) paths.Add(chinese);
        var fonts = paths.Select((path, index) => new UsedFont(Open(path), $"F{index}")).ToList();
        foreach (var needed in (Rune[])[new('0'), new('金')])
        {
            if (!fonts.Exists(font => font.Font.GlyphOf(needed) != 0)) throw new UserError(UserLanguage.Say(
                "a PDF needs TrueType fonts for Chinese and for digits, and there are none: "
                    + $"apt-get install fonts-droid-fallback fonts-dejavu-core, or name one in {Variable}",
                $"生成 PDF 需要含中文和数字的 TrueType 字体, 本机没有: 请安装 apt-get install fonts-droid-fallback fonts-dejavu-core, 或用 {Variable} 指定"));
        }
        return new(fonts);
    }

    /// <summary>The width of a text at size 1.</summary>
    public double WidthOf(string text) => text.EnumerateRunes().Sum(character =>
    {
        var font = FontOf(character);
        return font.Font.WidthOf(font.Font.GlyphOf(character));
    }) / 1000d;

    /// <summary>Text as an operand of a page: runs of glyphs, each in the font that has them.</summary>
    public void Append(StringBuilder page, double x, double y, double size, string text)
    {
        page.Append(CultureInfo.InvariantCulture, $"BT 1 0 0 1 {x:0.##} {y:0.##} Tm ");
        UsedFont? current = null;
        foreach (var character in text.EnumerateRunes())
        {
            var font = FontOf(character);
            if (font != current)
            {
                if (current is not null) page.Append("> Tj ");
                page.Append(CultureInfo.InvariantCulture, $"/{font.Name} {size:0.##} Tf <");
                current = font;
            }
            page.Append(CultureInfo.InvariantCulture, $"{font.Use(character):X4}");
        }
        page.Append(current is null ? "ET\n" : "> Tj ET\n");
    }

    /// <summary>Puts what was used of the fonts into the file.</summary>
    /// <returns>The fonts' names and objects, as a resource dictionary has them.</returns>
    public string Embed(PdfFile file) => string.Concat(
        _fonts.Where(font => font.Used.Count > 0).Select(font => $"/{font.Name} {font.Embed(file)} 0 R "));

    // What no font has is set as the first font's empty box.
    private UsedFont FontOf(Rune character) => _fonts.Find(font => font.Font.GlyphOf(character) != 0) ?? _fonts[0];

    private static string? Found(string[] names, IReadOnlyList<string> folders) => names
        .SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    private static TrueTypeFont Open(string path)
    {
        try
        {
            return new(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UserError(UserLanguage.Say($"the font {path} cannot be used: {error.Message}; name a TrueType font in {Variable}",
                $"字体 {path} 无法使用: {error.Message}; 请用 {Variable} 指定 TrueType 字体"));
        }
    }
}
