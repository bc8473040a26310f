using System.Text;
using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>Which bytes are text: UTF-8, or GB18030 when it is asked for; nothing is guessed.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BadEncodingTests(PostgresFixture postgres)
{
    // The last of these is outside the characters of GBK: four bytes in GB18030.
    private const string Note = "一季度利息，含补记 €𠮷";

    private const string Text =
        $"kind,document,fund,amount,date,note\ninterest_credited,D-1,resident,1.00,2027-02-01,{Note}\n";

    private static readonly Encoding _gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [Fact]
    public async Task A_gb18030_file_is_refused_with_the_option_that_reads_it()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse(_gb18030.GetBytes(Text), [],
            "rows.csv:2: is not UTF-8; if Excel in China wrote it, add --encoding gb18030");
    }

    [Theory]
    [InlineData("gb18030")]
    [InlineData("GB18030")]
    [InlineData("gbk")]
    public async Task With_the_option_a_gb18030_file_is_read_with_its_chinese_intact(string encoding)
    {
        using var pool = await TestPool.Opened(postgres);
        await ShouldRecordTheNote(pool, _gb18030.GetBytes(Text), "--encoding", encoding);
    }

    [Fact]
    public async Task A_utf8_file_that_is_no_gb18030_is_refused_when_read_as_such()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse(Encoding.UTF8.GetBytes(Text), ["--encoding", "gb18030"],
            "rows.csv:2: is not GB18030; leave --encoding out if it is UTF-8");
    }

    [Fact]
    public async Task A_byte_order_mark_of_utf8_is_no_part_of_the_header()
    {
        using var pool = await TestPool.Opened(postgres);
        await ShouldRecordTheNote(pool, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_utf16_file_is_refused(string name)
    {
        using var pool = await TestPool.Opened(postgres);
        var encoding = Encoding.GetEncoding(name);
        await pool.ShouldRefuse([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)], [],
            "rows.csv:1: is not UTF-8; if Excel in China wrote it, add --encoding gb18030");
    }

    [Fact]
    public async Task Half_a_character_at_the_end_of_the_file_is_refused()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse(Encoding.UTF8.GetBytes(Text.TrimEnd())[..^1], [],
            "rows.csv:2: is not UTF-8; if Excel in China wrote it, add --encoding gb18030");
    }

    [Fact]
    public async Task An_encoding_that_is_not_known_is_wrong_usage()
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await pool.Import(Text, "--encoding", "latin1");
        run.Errors.ShouldBe("ledger: encoding 'latin1' is not known; use utf-8 or gb18030\n");
        run.ExitCode.ShouldBe(2);
    }

    private static async Task ShouldRecordTheNote(TestPool pool, byte[] bytes, params string[] options)
    {
        var run = await pool.Run("import", [pool.Write("rows.csv", bytes), "--pool", pool.Code, .. options]);
        run.Errors.ShouldBeEmpty();
        (await pool.Events())[^1].GetProperty("data").GetProperty("Note").GetString().ShouldBe(Note);
    }
}
