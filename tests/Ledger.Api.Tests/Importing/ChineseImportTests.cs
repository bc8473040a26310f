using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>An officer who works in Chinese is told in Chinese what to mend, and where.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ChineseImportTests(PostgresFixture postgres)
{
    private const string Rows = """
        kind,document,fund,amount,date
        premium_recieved,P-1,resident,1.00,2027-01-02
        interest_credited,P-2,residents,0,2027-02-30
        """;

    [Fact]
    public async Task What_is_wrong_with_a_row_is_told_with_its_line_and_column()
    {
        using var pool = await Chinese();
        (await pool.Import(Rows)).ErrorLines.ShouldBe([
            "rows.csv:2: kind: “premium_recieved”不是业务种类,是否为 premium_received?",
            "rows.csv:3: fund: 基金目录中没有“residents”,是否为 resident?",
            "rows.csv:3: amount: 金额为零,金额应为正数",
            "rows.csv:3: date: “2027-02-30”不是日历上的日期,应写作 2025-03-31",
        ]);
    }

    [Fact]
    public async Task The_JSON_says_it_in_the_same_words()
    {
        using var pool = await Chinese();
        (await pool.Import(Rows, "--json")).Json.GetProperty("errors")[0].GetProperty("reason").GetString()
            .ShouldBe("“premium_recieved”不是业务种类,是否为 premium_received?");
    }

    [Theory]
    [InlineData("", "rows.csv:1: 文件是空的,须有表头行和数据行")]
    [InlineData("kind,document,fund,amount,date\n", "rows.csv:1: 文件只有表头,没有数据行")]
    [InlineData("kind,document,fund,amount,date,color\n", "rows.csv:1: color: 不认识列“color”")]
    [InlineData("kind,document,fund,amount,date,kind\n", "rows.csv:1: kind: 列“kind”出现两次")]
    [InlineData("kind,document,fund,amount\n", "rows.csv:1: date: 缺少列“date”")]
    [InlineData("kind,document,fund,amount,date\na,b\n", "rows.csv:2: 有 2 个字段,表头有 5 列")]
    [InlineData("kind,document,fund,amount,date\na,b,c,d,\"e\n", "rows.csv:2: 文件在引号内的字段中结束")]
    [InlineData("kind,document,fund,amount,date\na,b\"c\",c,d,e\n", "rows.csv:2: 字段中间有引号,请把整个字段用引号括起并将其中的引号写两遍")]
    public async Task A_file_that_cannot_be_read_is_told_in_Chinese(string text, string line)
    {
        using var pool = await Chinese();
        (await pool.Import(text)).ErrorLines.ShouldBe([line]);
    }

    [Fact]
    public async Task An_option_that_is_not_well_formed_is_one_Chinese_line()
    {
        using var pool = await Chinese();
        (await pool.Run("balance", "--pool", "3308")).ErrorLines
            .ShouldBe(["ledger: “3308”应为六位数字,如 330825 (参见 ./ledger balance --help)"]);
        (await pool.Run("balance", "--pool", pool.Code, "--as-of", "2027-02-30")).ErrorLines
            .ShouldBe(["ledger: “2027-02-30”不是日历上的日期,应写作 2025-03-31 (参见 ./ledger balance --help)"]);
        (await pool.Run("import", "no.csv", "--pool", pool.Code)).ErrorLines.ShouldBe(["ledger: no.csv: 没有这个文件"]);
    }

    private async Task<TestPool> Chinese()
    {
        var pool = await TestPool.Opened(postgres);
        pool.Settings["LEDGER_LANG"] = "zh";
        return pool;
    }
}
