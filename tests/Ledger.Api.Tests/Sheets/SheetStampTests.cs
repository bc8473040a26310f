using System.IO.Compression;
using Ledger.Api.Sheets.Workbooks;
using Ledger.Testing;

namespace Ledger.Api.Tests.Sheets;

/// <summary>The foot of what is handed out says which books it shows, and what was signed of them.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SheetStampTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_names_the_newest_signed_checkpoint_that_is_not_of_a_longer_log()
    {
        using var pool = await Signing();
        (await Foot(pool)).ShouldNotContain("checkpoint");
        var first = await Checkpoint(pool);
        await Add(pool, "I-5");
        await Add(pool, "I-6");
        var second = await Checkpoint(pool);

        // Seven events here, six of them signed; of the fifth only four.
        await Add(pool, "I-7");
        (await Foot(pool)).ShouldContain($"pool {pool.Code}, position 7, recorded ");
        (await Foot(pool)).ShouldContain($"signed checkpoint: 6 events, root {second[..16]}…");
        (await Foot(pool, "--position", "6")).ShouldContain($"signed checkpoint: 6 events, root {second[..16]}…");
        (await Foot(pool, "--position", "5")).ShouldContain($"signed checkpoint: 4 events, root {first[..16]}…");
    }

    [Fact]
    public async Task What_nobody_signed_whose_key_is_known_is_not_named()
    {
        using var pool = await Signing();
        await Checkpoint(pool);
        pool.Settings["LEDGER_KEYS"] = pool.Path("other");
        (await pool.Run("keys", "--name", "other.test")).ExitCode.ShouldBe(0);

        (await Foot(pool)).ShouldNotContain("checkpoint");
    }

    [Fact]
    public async Task Pages_have_it_on_each_of_them_and_later_checkpoints_change_none_of_their_bytes()
    {
        Requirement.Check(File.Exists("/usr/bin/pdftotext"), "pdftotext is not installed (Debian: apt-get install poppler-utils)");
        using var pool = await Signing();
        var signed = await Checkpoint(pool);
        var before = await Pages(pool);
        var pages = (await PdfText.Of(pool.Path("b.pdf"))).TrimEnd('\f').Split('\f');
        var foot = $"signed checkpoint: 4 events, root {signed[..16]}";
        pages.ShouldAllBe(page => page.Contains(foot, StringComparison.Ordinal));

        await Add(pool, "I-5");
        await Checkpoint(pool);
        (await Pages(pool)).ShouldBe(before);
    }

    [Fact]
    public void A_line_that_a_reader_of_workbooks_would_cut_is_left_out()
    {
        WorkbookText.Footer([new string('a', 100), new string('b', 149)], "1").ShouldBe($"&L{new string('a', 100)}\n{new string('b', 149)}&R1");
        WorkbookText.Footer([new string('a', 100), new string('b', 150)], "1").ShouldBe($"&L{new string('a', 100)}&R1");
    }

    private static async Task<string> Foot(TestPool pool, params string[] known)
    {
        var run = await pool.Run("balance-sheet", ["--pool", pool.Code, .. known, "--format", "xlsx", "--out", pool.Path("b.xlsx")]);
        run.ExitCode.ShouldBe(0, run.Errors);
        await using var zip = await ZipFile.OpenReadAsync(pool.Path("b.xlsx"), Cancellation);
        using var sheet = new StreamReader(await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(Cancellation));
        var xml = await sheet.ReadToEndAsync(Cancellation);
        return xml[xml.IndexOf("oddFooter", StringComparison.Ordinal)..];
    }

    private static async Task<byte[]> Pages(TestPool pool)
    {
        var run = await pool.Run("balance-sheet", "--pool", pool.Code, "--position", "4", "--format", "pdf", "--out", pool.Path("b.pdf"));
        run.ExitCode.ShouldBe(0, run.Errors);
        return await File.ReadAllBytesAsync(pool.Path("b.pdf"), Cancellation);
    }

    private static async Task<string> Checkpoint(TestPool pool) =>
        (await pool.Run("checkpoint", "--pool", pool.Code, "--json")).Json.GetProperty("root").GetString()!;

    private static async Task Add(TestPool pool, string document)
    {
        var run = await pool.Import($"kind,document,fund,amount,date\ninterest_credited,{document},resident,1.00,2027-01-02\n");
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private async Task<TestPool> Signing()
    {
        var pool = await TestPool.Opened(postgres);
        pool.Settings["LEDGER_LANG"] = "en";
        pool.Settings["LEDGER_KEYS"] = pool.Path("keys");
        pool.Settings["LEDGER_CHECKPOINTS"] = pool.Path("checkpoints");
        (await pool.Run("keys", "--name", "ledger.test")).ExitCode.ShouldBe(0);
        return pool;
    }
}
