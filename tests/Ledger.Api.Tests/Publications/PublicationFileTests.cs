using System.Text;
using Ledger.Api.Publications;
using static Ledger.Api.Tests.Publications.PublicationText;

namespace Ledger.Api.Tests.Publications;

public sealed class PublicationFileTests : IDisposable
{
    private readonly PublicationText _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("", "\n")]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("\uFEFF", "\r\n")]
    public void A_byte_order_mark_and_the_line_ends_make_no_difference(string mark, string lineEnd) =>
        _file.Rows($"{mark}{Header}{lineEnd}{Row}{lineEnd}{lineEnd}")
            .ShouldBe(_file.Rows($"{Header}\n{Row}"));

    [Fact]
    public void Columns_may_stand_in_any_order() =>
        _file.Rows("unit,amount,relation,line,to,from,fund,pool,publication\n"
            + "wan,14077.04,part,closing,2025-03-31,2025-01-01,resident,330825,q1")
            .ShouldBe(_file.Rows($"{Header}\n{Row}"));

    [Fact]
    public void A_quoted_name_may_hold_a_comma_and_quotes() =>
        _file.Rows($"{Header}\n{Row.Replace("q1", "\"龙游县, \"\"一季度\"\"\"")}")
            .ShouldHaveSingleItem().Publication.ShouldBe("龙游县, \"一季度\"");

    [Theory]
    [InlineData("kind,", "FILE:1: kind: unknown column")]
    [InlineData("Unit,", "FILE:1: Unit: unknown column")]
    [InlineData(",", "FILE:1: : unknown column")]
    [InlineData("fund,", "FILE:1: fund: repeated column")]
    public void An_unknown_or_repeated_column_is_refused_by_name(string extra, string error) =>
        _file.Errors($"{extra}{Header}\nx,{Row}").ShouldHaveSingleItem().ShouldStartWith(error);

    [Fact]
    public void A_missing_column_is_refused_by_name() =>
        _file.Errors("publication,pool,fund,from,to,line,amount\n").Select(error => error.Split(';')[0])
            .ShouldBe(["FILE:1: relation: missing column", "FILE:1: unit: missing column"]);

    [Fact]
    public void A_line_that_stands_in_two_files_is_a_line_twice()
    {
        var first = _file.Folder.Write("first.csv", $"{Header}\n{Row}");
        var second = _file.Folder.Write("second.csv", $"{Header}\n{Row}");

        PublicationFile.Read([first, second]).Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe($"{second}:2: line: 'closing' twice: this publication has it at {first}:2");
    }

    [Theory]
    [InlineData("\"wan", "a quoted field is not closed at the end of the file")]
    [InlineData("\"wan\nq2", "a quoted field is not closed at the end of the line")]
    [InlineData("\"wan\"x", "text after the closing quote of a field")]
    [InlineData("w\"an", "a quote inside a field that does not start with one")]
    public void Bad_quoting_is_named_by_its_line(string unit, string reason) =>
        _file.Errors($"{Header}\n{Row.Replace("wan", unit)}")[0].ShouldBe($"FILE:2: {reason}");

    [Fact]
    public void A_quote_left_open_does_not_hide_the_rows_after_it() =>
        _file.Errors($"{Header}\n\"{Row}\n{Row.Replace("part", "half")}\n").ShouldBe(
            [
                "FILE:2: a quoted field is not closed at the end of the line",
                "FILE:3: relation: 'half' is not one of part, of-which",
            ]);

    [Theory]
    [InlineData("", "FILE: is empty")]
    [InlineData("\uFEFF", "FILE: is empty")]
    [InlineData("\n\n", "FILE: is empty")]
    [InlineData(Header, "FILE: has a header and no rows")]
    [InlineData(Header + "\n\n", "FILE: has a header and no rows")]
    public void A_file_without_rows_is_refused(string text, string error) =>
        _file.Errors(text).ShouldBe([error]);

    [Fact]
    public void A_file_that_is_not_utf8_is_refused_at_the_line_where_it_shows()
    {
        // 职工 in GB 18030, as Excel writes it in China.
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"{Header}\n{Row}\n"), 0xD6, 0xB0, 0xB9, 0xA4];

        _file.Errors(bytes).ShouldHaveSingleItem().ShouldStartWith("FILE:3: not UTF-8");
    }

    [Fact]
    public void A_file_in_utf16_is_refused() =>
        _file.Errors([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Header}\n{Row}")])
            .ShouldHaveSingleItem().ShouldStartWith("FILE:1: not UTF-8");

    [Fact]
    public void A_missing_file_is_named() =>
        PublicationFile.Read([Path.Combine(_file.Folder.Path, "none", "none.csv")]).Errors
            .ShouldHaveSingleItem().ToString().ShouldEndWith("none.csv: no such file");

    [Fact]
    public void A_folder_is_not_a_file() =>
        PublicationFile.Read([_file.Folder.Path]).Errors.ShouldHaveSingleItem()
            .ToString().ShouldBe($"{_file.Folder.Path}: is a folder; name a file in it");
}
