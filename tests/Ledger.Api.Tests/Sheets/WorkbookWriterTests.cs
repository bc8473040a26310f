using Ledger.Api.CommandLine;
using Ledger.Api.Sheets;
using Ledger.Api.Sheets.Workbooks;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Sheets;

/// <summary>What may stand in a cell, and how many rows in a sheet.</summary>
[Collection(VerbsCollection.Name)]
public sealed class WorkbookWriterTests(PostgresFixture postgres)
{
    private static readonly SheetStamp _stamp = new("pool 330825, position 18", null, Instant.FromUtc(2025, 4, 2, 1, 2, 3));

    private static readonly SheetColumn[] _columns = [new("a", "note", CellKind.Text), new("b", "amount", CellKind.Money)];

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("=HYPERLINK(\"https://example.org\",\"x\")")]
    [InlineData("<b>bold</b> & \"quoted\"")]
    [InlineData("]]>")]
    [InlineData("  spaces at both ends  ")]
    [InlineData("𠮷")]
    public async Task Text_stays_the_text_that_it_is(string note)
    {
        var cell = (await Written([SheetRow.Line(note, note)])).Rows("sheet")[0];
        cell[0].ShouldBe(new ReadCell(note, true));
        // Not a number of two decimals, so in the column of amounts it is a word as well; -1 and +1 are what they say.
        cell[1].Text.ShouldBe(note);
    }

    [Theory]
    [InlineData("_x0041_", "_x005F_x0041_")]
    [InlineData("bell\u0007", "bell\uFFFD")]
    public async Task What_a_reader_would_decode_or_xml_cannot_say_is_written_around(string note, string stored) =>
        (await Written([SheetRow.Line(note, null)])).Rows("sheet")[0][0].Text.ShouldBe(stored);

    [Fact]
    public async Task Half_a_character_is_written_as_one_that_is_not_known() =>
        (await Written([SheetRow.Line("half \uD842 pair", null)])).Rows("sheet")[0][0].Text.ShouldBe("half \uFFFD pair");

    [Fact]
    public async Task An_amount_of_fifteen_digits_is_a_number_and_one_of_sixteen_is_a_word()
    {
        var rows = (await Written([SheetRow.Line("a", "9999999999999.99"), SheetRow.Line("b", "-10000000000000.01")])).Rows("sheet");
        rows[0][1].ShouldBe(new ReadCell("9999999999999.99", false));
        rows[1][1].ShouldBe(new ReadCell("-10000000000000.01", true));
    }

    [Fact]
    public async Task What_does_not_fit_a_sheet_goes_on_in_the_next_one()
    {
        const int rowsMax = 10;
        using var pool = await TestPool.Opened(postgres);
        using var file = new MemoryStream();
        await using (var ledger = Ledger())
        {
            using var workbook = new WorkbookWriter(file, _stamp, SheetWords.Of(ledger), rowsMax);
            await workbook.Add(new("journal", "journal", "heading", _columns, []),
                Enumerable.Range(1, 12).Select(number => SheetRow.Line($"row {number}", "1.00")).ToAsyncEnumerable(),
                TestContext.Current.CancellationToken);
            workbook.Finish();
        }
        var read = ReadWorkbook.Of(file.ToArray());
        read.Sheets.Keys.ShouldBe(["journal", "journal (2)", "journal (3)"]);
        read.Sheets.Values.ShouldAllBe(sheet => sheet.Count <= rowsMax);
        read.Sheets.Keys.SelectMany(read.Rows).Select(row => row[0].Text)
            .ShouldBe(Enumerable.Range(1, 12).Select(number => $"row {number}"));
        read.Sheets["journal (2)"][2].Select(cell => cell.Text).ShouldBe(["note", "amount"]);
    }

    [Fact]
    public async Task A_name_that_a_sheet_cannot_have_is_made_one()
    {
        using var file = new MemoryStream();
        await using (var ledger = Ledger())
        {
            var sheet = new Sheet("a/b:c*d?e[f]g of more than thirty-one characters", "t", "h", _columns, []);
            WorkbookWriter.Write(file, [sheet, sheet], _stamp, SheetWords.Of(ledger));
        }
        ReadWorkbook.Of(file.ToArray()).Sheets.Keys.ShouldBe(["a-b-c-d-e-f-g of more than thir", "a-b-c-d-e-f-g of more than  (2)"]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("@x", "'@x")]
    [InlineData("-x,y", "\"'-x,y\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("'quoted'", "''quoted'")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("-12.50+A1", "'-12.50+A1")]
    [InlineData("a \"b\"\nc", "\"a \"\"b\"\"\nc\"")]
    public void No_field_of_csv_becomes_a_formula(string field, string written) => CsvText.Row([field, null]).ShouldBe($"{written},\n");

    [Fact]
    public async Task A_document_that_looks_like_a_formula_comes_out_of_the_journal_as_a_document()
    {
        using var pool = await TestPool.Opened(postgres);
        (await pool.Import("""
            kind,document,fund,amount,date
            interest_credited,"=cmd|'/c calc'!A1",resident,1.00,2027-01-02
            """)).ExitCode.ShouldBe(0);
        (await pool.Run("journal", "--pool", pool.Code, "--from", "5", "--format", "xlsx", "--out", pool.Path("j.xlsx"))).Errors.ShouldBeEmpty();
        ReadWorkbook.Of(pool.Path("j.xlsx")).Rows("journal")[0][3].ShouldBe(new ReadCell("=cmd|'/c calc'!A1", true));
        (await pool.Run("journal", "--pool", pool.Code, "--from", "5", "--format", "csv")).Output.ShouldContain(",'=cmd|'/c calc'!A1,");
    }

    [Fact]
    public async Task Names_are_english_where_the_user_says_so()
    {
        using var pool = await TestPool.Opened(postgres);
        pool.Settings["LEDGER_LANG"] = "en";
        await pool.Run("balance-sheet", "--pool", pool.Code, "--format", "xlsx", "--out", pool.Path("b.xlsx"));
        var sheet = ReadWorkbook.Of(pool.Path("b.xlsx")).Sheets["balance-sheet"];
        sheet[0][0].Text.ShouldBe("Balance sheet");
        sheet[1][1].Text.ShouldBe("Unit: yuan");
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("pdf")]
    public async Task A_file_has_to_be_named(string format)
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Run("balance-sheet", "--pool", pool.Code, "--format", format);
        run.Errors.ShouldBe($"ledger: --format {format} makes a file; name it with --out (see ./ledger balance-sheet --help)\n");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_one_line_and_leaves_nothing()
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await pool.Run("balance-sheet", "--pool", pool.Code, "--format", "xlsx", "--out", pool.Path("none/sheet.xlsx"));
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("ledger: --out none/sheet.xlsx: cannot be written: ");
        run.ExitCode.ShouldBe(2);
        Directory.Exists(pool.Path("none")).ShouldBeFalse();
    }

    private LedgerContext Ledger() => new(LedgerContext.DataSource(postgres.ConnectionString));

    private async Task<ReadWorkbook> Written(IReadOnlyList<SheetRow> rows)
    {
        using var file = new MemoryStream();
        await using var ledger = Ledger();
        WorkbookWriter.Write(file, [new("sheet", "title", "heading", _columns, rows)], _stamp, SheetWords.Of(ledger));
        return ReadWorkbook.Of(file.ToArray());
    }
}
