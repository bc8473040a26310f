using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>Rows that are not rows of this file's columns.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BadShapeTests(PostgresFixture postgres)
{
    private const string Header = "kind,document,fund,amount,date,note";
    private const string Good = "interest_credited,D-1,resident,1.00,2027-02-01,";
    private const string Marks =
        "a quotation mark stands inside a field; quote the whole field and double the mark";

    [Theory]
    [InlineData("interest_credited,D-2,resident,1.00,2027-02-01", "has 5 fields, the header has 6")]
    [InlineData("interest_credited,D-2,resident,1.00,2027-02-01,a,b", "has 7 fields, the header has 6")]
    [InlineData("interest_credited,D-2,resident,1,234.00,2027-02-01,", "has 7 fields, the header has 6")]
    [InlineData("interest_credited,D-2,resident,1.00,2027-02-01,a\"b", Marks)]
    [InlineData("interest_credited,D-2,resident,1.00,2027-02-01,\"a\"b", Marks)]
    public async Task A_row_of_other_fields_than_the_header_is_refused(string row, string reason)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"{Header}\n{Good}\n{row}\n{Good}\n", $"rows.csv:3: {reason}");
    }

    [Fact]
    public async Task A_file_that_ends_inside_a_quoted_field_is_refused_where_the_row_begins()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool
            .ShouldRefuse($"{Header}\n{Good}\ninterest_credited,D-2,resident,1.00,2027-02-01,\"cut\noff",
            "rows.csv:3: the file ends inside a quoted field");
    }

    [Theory]
    [InlineData('a')]
    [InlineData('好')]
    public async Task A_field_of_a_megabyte_is_refused(char letter)
    {
        using var pool = await TestPool.Opened(postgres);
        var note = new string(letter, 1 << 20);
        await pool.ShouldRefuse($"{Header}\n{Good}\ninterest_credited,D-2,resident,1.00,2027-02-01,{note}\n",
            "rows.csv:3: a row is longer than 256 KiB; is a quotation mark missing?");
    }

    [Fact]
    public async Task A_missing_quotation_mark_does_not_read_the_rest_of_a_long_file_into_one_row()
    {
        using var pool = await TestPool.Opened(postgres);
        var rest = string.Concat(Enumerable.Repeat(Good + "\n", 10_000));
        await pool
            .ShouldRefuse($"{Header}\n{Good}\ninterest_credited,D-2,resident,1.00,2027-02-01,\"cut\n{rest}",
            "rows.csv:3: a row is longer than 256 KiB; is a quotation mark missing?");
    }

    [Fact]
    public async Task A_note_is_at_most_2000_characters()
    {
        using var pool = await TestPool.Opened(postgres);
        var longest = new string('好', 2000);
        await pool.ShouldRefuse($"""
            {Header}
            interest_credited,D-1,resident,1.00,2027-02-01,{longest}
            interest_credited,D-2,resident,1.00,2027-02-01,{longest}好
            """, "rows.csv:3: note: is longer than 2000 characters");
    }

    [Theory]
    [InlineData("D-2", "no\0te", "note: has a control character or half of a character")]
    [InlineData("D-2", "\u001b[31mred", "note: has a control character or half of a character")]
    [InlineData("D-2", "\u202Eetar", "note: has a control character or half of a character")]
    [InlineData("D\u001b[31m", "",
        "document: 'D [31m' must be 1 to 128 characters without control characters or "
        + "spaces at its ends")]
    [InlineData(" D-2", "", "document: ' D-2' must be 1 to 128 characters without control characters or "
        + "spaces at its ends")]
    public async Task A_control_character_is_refused(string document, string note, string reason)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse(
            $"{Header}\n{Good}\ninterest_credited,{document},resident,1.00,2027-02-01,{note}\n",
            $"rows.csv:3: {reason}");
    }

    [Theory]
    [InlineData("kind", "is not a kind of entry")]
    [InlineData("amount", "is not an amount in yuan, such as 1234.56")]
    [InlineData("date", "is not a date of the calendar, written as 2025-03-31")]
    public async Task A_message_repeats_the_beginning_of_a_long_field_only(string column, string reason)
    {
        using var pool = await TestPool.Opened(postgres);
        var field = new string('x', 100_000);
        var row = Good.Split(',');
        row[Header.Split(',').IndexOf(column)] = field;
        await pool.ShouldRefuse($"{Header}\n{string.Join(',', row)}\n",
            $"rows.csv:2: {column}: '{field[..40]}…' {reason}");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Either_line_end_will_do_and_blank_lines_say_nothing(string lineEnd)
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await pool.Import(string.Join(lineEnd, Header, "", Good, "", "",
            "interest_credited,D-2,resident,2.00,2027-02-01,\"last, without an end\"", ""));
        run.Errors.ShouldBeEmpty();
        (await pool.Documents()).ShouldBe(["O-1", "O-2", "O-3", "O-4", "D-1", "D-2"]);
    }

    [Fact]
    public async Task Blank_lines_count_as_lines_where_a_row_is_named()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool
            .ShouldRefuse($"{Header}\r\n\r\n{Good}\r\n\r\ninterest_credited,D-2,resident,0,2027-02-01,\r\n",
            "rows.csv:5: amount: is zero; an amount is positive");
    }

    [Fact]
    public async Task A_thousand_reasons_are_given_and_all_bad_rows_counted()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var rows = string.Concat(Enumerable.Range(1, 1_001).Select(number =>
            $"interest_credited,B-{number},resident,0,2027-02-01,\n"));
        var run = await pool.Import($"{Header}\n{rows}", "--json");
        run.ErrorLines.Count.ShouldBe(1_000);
        run.ErrorLines[^1].ShouldBe("rows.csv:1001: amount: is zero; an amount is positive");
        run.Json.GetProperty("errors").GetArrayLength().ShouldBe(1_000);
        run.Json.GetProperty("rejected").GetInt64().ShouldBe(1_001);
        (await pool.Import($"{Header}\n{rows}")).Output
            .ShouldContain("1001 bad (the first 1000 reasons are shown)");
        (await pool.Tables()).ShouldBe(before);
    }
}
