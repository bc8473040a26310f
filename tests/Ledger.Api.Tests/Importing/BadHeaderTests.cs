using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>A header that is not one of an events file is refused by name, whatever the rows say.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BadHeaderTests(PostgresFixture postgres)
{
    private const string Row = "interest_credited,D-1,2027-02-01,resident,1.00";

    [Theory]
    [InlineData("document,date,fund,amount,note", "kind")]
    [InlineData("kind,fund,date,amount,note", "document")]
    [InlineData("kind,document,fund,amount,note", "date")]
    public async Task A_missing_column_is_named(string header, string missing)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool
            .ShouldRefuse($"{header}\n{Row}\n", $"rows.csv:1: {missing}: column '{missing}' is missing");
    }

    [Fact]
    public async Task An_unknown_column_is_named()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"kind,document,date,fund,sum\n{Row}\n",
            "rows.csv:1: sum: column 'sum' is not known");
    }

    [Fact]
    public async Task What_is_no_column_at_all_is_shown_in_part_and_in_plain()
    {
        using var pool = await TestPool.Opened(postgres);
        var name = "\u001b[2J" + new string('x', 100);
        await pool.ShouldRefuse($"{name}\n",
            $"rows.csv:1:  [2J{name[4..40]}…: column ' [2J{name[4..40]}…' is not known");
    }

    [Fact]
    public async Task A_repeated_column_is_named()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"kind,document,date,fund,amount,date\n{Row},2027-02-02\n",
            "rows.csv:1: date: column 'date' stands twice");
    }

    [Fact]
    public async Task A_file_that_is_not_csv_is_refused_at_its_first_line()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse("{\"kind\": \"interest_credited\"}\n",
            "rows.csv:1: a quotation mark stands inside a field; quote the whole field and double the mark");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public async Task An_empty_file_is_refused(string text)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse(text, "rows.csv:1: the file is empty; it needs a header row and entries");
    }

    [Theory]
    [InlineData("kind,document,date")]
    [InlineData("kind,document,date\n\n\n")]
    public async Task A_file_with_a_header_only_is_refused(string text)
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse(text, "rows.csv:1: the file has a header only; it needs entries");
    }

    [Fact]
    public async Task The_bad_file_of_several_is_the_one_named()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var good = pool.Write("good.csv", $"kind,document,date,fund,amount\n{Row}\n");
        var run = await pool.Run("import", good, pool.Write("bad.csv", "kind,document\n"), "--pool",
            pool.Code);
        run.ErrorLines.ShouldBe(["bad.csv:1: date: column 'date' is missing"]);
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
    }
}
