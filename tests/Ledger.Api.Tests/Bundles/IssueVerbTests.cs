using System.Text.Json;
using Ledger.Api.Bundles;
using Ledger.Testing;

namespace Ledger.Api.Tests.Bundles;

/// <summary>A statement goes out, is given out again byte by byte, and is made anew from the log to compare.</summary>
[Collection(VerbsCollection.Name)]
public sealed class IssueVerbTests(PostgresFixture postgres)
{
    private static readonly string[] _quarter = ["--from", "2027-01", "--to", "2027-03"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_recorded_with_its_hashes_and_kept_under_its_own()
    {
        using var pool = await Signing();
        var issued = await Issue(pool);

        var bundle = await File.ReadAllBytesAsync(pool.Path("out/" + FileOf(pool, 1)), Cancellation);
        issued.GetProperty("bundle").GetString().ShouldBe(BundleEntry.Hash(bundle));
        (await File.ReadAllBytesAsync(pool.Path($"issued/{BundleEntry.Hash(bundle)}.zip"), Cancellation)).ShouldBe(bundle);
        (issued.GetProperty("position").GetInt64(), issued.GetProperty("recorded").GetInt64()).ShouldBe((5, 6));
        var recorded = (await pool.Events("--from", "6")).ShouldHaveSingleItem();
        recorded.GetProperty("type").GetString().ShouldBe("statement_issued");
        var data = recorded.GetProperty("data");
        data.GetProperty("Document").GetString().ShouldBe("statement-2027-03-1");
        var content = data.GetProperty("Issued");
        content.GetProperty("Bundle").GetString().ShouldBe(BundleEntry.Hash(bundle));
        (content.GetProperty("Position").GetInt64(), content.GetProperty("Root").GetString())
            .ShouldBe((5, issued.GetProperty("root").GetString()));
        // What it says is what the verb statement says of that position.
        var statement = StoredZip.Read(bundle).Single(part => part.Name == "statement.json").Content;
        JsonDocument.Parse(statement).RootElement.ShouldBeJson((await pool.Read("statement", [.. _quarter, "--position", "5"])).GetRawText());
    }

    [Fact]
    public async Task It_is_given_out_again_byte_by_byte_and_the_log_gives_it_anew()
    {
        using var pool = await Signing();
        await Issue(pool);
        // Recorded later, for the same months: another statement, and not this one.
        await Premium(pool, "P-2", "9.99");

        var run = await Reissue(pool, "--out", pool.Path("again"));

        run.ExitCode.ShouldBe(0, run.Output);
        (await File.ReadAllBytesAsync(pool.Path("again/" + FileOf(pool, 1)), Cancellation))
            .ShouldBe(await File.ReadAllBytesAsync(pool.Path("out/" + FileOf(pool, 1)), Cancellation));
        var same = run.Json.GetProperty("same").EnumerateArray().Select(name => name.GetString()).ToList();
        same.ShouldBe(
        [
            "manifest.json", "statement.json", "statement.csv", "statement.xlsx", "statement.pdf", "inputs.csv",
            "policies/accounts.json", "policies/funds.json", "policies/pools.json", "policies/sheets.json",
            "policies/statement-forms.json", "log.checkpoint", "proofs/last-event.json", "verify.html",
        ]);
    }

    [Fact]
    public async Task A_later_one_of_the_same_months_carries_what_moved_since()
    {
        using var pool = await Signing();
        await Issue(pool);
        await Premium(pool, "P-2", "9.99");

        var second = await Issue(pool, "--reason", "a late premium");

        second.GetProperty("former").GetString().ShouldBe("statement-2027-03-1");
        var file = pool.Path("out/" + FileOf(pool, 2));
        var parts = StoredZip.Read(await File.ReadAllBytesAsync(file, Cancellation));
        using var diff = JsonDocument.Parse(parts.Single(part => part.Name == "diff.json").Content);
        var moved = diff.RootElement.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("name").GetString() == "resident:income.premium");
        (moved.GetProperty("before").GetString(), moved.GetProperty("after").GetString(), moved.GetProperty("difference").GetString())
            .ShouldBe(("1.01", "11.00", "9.99"));
        var late = diff.RootElement.GetProperty("events").EnumerateArray().ShouldHaveSingleItem();
        late.GetProperty("document").GetString().ShouldBe("P-2");
        late.GetProperty("actor").ValueKind.ShouldBe(JsonValueKind.Null);
        var key = pool.Path("keys/ledger.test.pub");
        (await pool.Run("verify", file, "--public-key", key)).ExitCode.ShouldBe(0);
        (await OtherVerifiers.OfPython(file, key, [])).ShouldBe(OtherVerifiers.AllCaught);
        if (OtherVerifiers.HasNode) (await OtherVerifiers.OfPage(file, key, [])).ShouldBe(OtherVerifiers.AllCaught);
        (await Reissue(pool)).ExitCode.ShouldBe(0);
        (await pool.Run("reissue", "--pool", pool.Code, "--document", "statement-2027-03-2")).ExitCode.ShouldBe(0);
        // Of one fund, or of other months, it is the first.
        (await Issue(pool, "--fund", "resident")).GetProperty("former").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Data_that_was_changed_since_changes_nothing_of_what_went_out()
    {
        using var pool = await Signing();
        await Issue(pool);
        Directory.CreateDirectory(pool.Path("data"));
        foreach (var file in Directory.GetFiles(Repository.Path("data"), "*.json"))
            File.Copy(file, pool.Path("data/" + Path.GetFileName(file)));
        var funds = await File.ReadAllTextAsync(pool.Path("data/funds.json"), Cancellation);
        funds.ShouldContain("城乡居民");
        pool.Write("data/funds.json", funds.Replace("城乡居民", "居民", StringComparison.Ordinal));
        pool.Settings["LEDGER_DATA"] = pool.Path("data");

        (await Reissue(pool)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task An_amount_that_was_changed_in_the_log_is_named_with_its_line()
    {
        using var pool = await Signing();
        await Issue(pool);
        await Tamper($"update ledger.mt_events_{pool.Code} set data = jsonb_set(data, '{{Amount}}', '7') where seq_id = 5");

        var run = await Reissue(pool);

        run.ExitCode.ShouldBe(1);
        var findings = run.Json.GetProperty("findings").EnumerateArray().ToList();
        findings.ShouldContain(one => one.GetProperty("file").GetString() == "inputs.csv" && one.GetProperty("what").GetString()!.EndsWith(
            $"was '{pool.Code},resident,income.premium,2027-02,1.01' and is '{pool.Code},resident,income.premium,2027-02,0.07'", StringComparison.Ordinal));
        findings.ShouldContain(one => one.GetProperty("file").GetString() == "manifest.json");
    }

    [Fact]
    public async Task Bytes_that_are_gone_or_changed_are_not_given_out()
    {
        using var pool = await Signing();
        var hash = (await Issue(pool)).GetProperty("bundle").GetString();
        var kept = pool.Path($"issued/{hash}.zip");
        var bytes = await File.ReadAllBytesAsync(kept, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(kept, bytes, Cancellation);
        var run = await Reissue(pool, "--out", pool.Path("again"));
        (run.ExitCode, run.ErrorLines.ShouldHaveSingleItem().Contains("is not what was issued", StringComparison.Ordinal)).ShouldBe((1, true));
        Directory.Exists(pool.Path("again")).ShouldBeFalse();

        File.Delete(kept);
        (await Reissue(pool)).ErrorLines.ShouldHaveSingleItem().ShouldContain("put a copy of the bundle there again");
        (await pool.Run("reissue", "--pool", pool.Code, "--document", "statement-2027-03-9")).ErrorLines.ShouldHaveSingleItem()
            .ShouldContain($"./ledger events --pool {pool.Code} --stream statement/2027-03");
    }

    [Fact]
    public async Task What_cannot_be_made_is_not_recorded_and_nothing_is_kept()
    {
        using var pool = await Signing();

        (await pool.Run("issue", ["--pool", pool.Code, .. _quarter, "--out", pool.Path("out"), "--fund", "nursing"])).ExitCode.ShouldBe(2);
        (await pool.Run("issue", ["--pool", pool.Code, "--from", "2027-03", "--to", "2027-01", "--out", pool.Path("out")])).ErrorLines
            .ShouldHaveSingleItem().ShouldContain("is before --from");

        (await pool.Events()).Count.ShouldBe(5);
        Directory.Exists(pool.Path("issued")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reissue_says_what_it_compared()
    {
        using var pool = await Signing();
        await Issue(pool);

        var run = await pool.Run("reissue", "--pool", pool.Code, "--document", "statement-2027-03-1");

        run.Output.ShouldStartWith("the log gives statement-2027-03-1 again: manifest.json, statement.json, statement.csv,");
    }

    private async Task<TestPool> Signing()
    {
        var pool = await TestPool.Opened(postgres);
        foreach (var (variable, folder) in new[] { ("LEDGER_KEYS", "keys"), ("LEDGER_CHECKPOINTS", "checkpoints"), ("LEDGER_ISSUED", "issued") })
            pool.Settings[variable] = pool.Path(folder);
        (await pool.Run("keys", "--name", "ledger.test")).ExitCode.ShouldBe(0);
        await Premium(pool, "P-1", "1.01");
        return pool;
    }

    private static async Task Premium(TestPool pool, string document, string amount) => (await pool.Import(
        $"kind,document,fund,amount,date,payer\npremium_received,{document},resident,{amount},2027-02-01,individual\n")).ExitCode.ShouldBe(0);

    private static async Task<JsonElement> Issue(TestPool pool, params string[] options)
    {
        var run = await pool.Run("issue", ["--pool", pool.Code, .. _quarter, "--out", pool.Path("out"), "--json", .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Json;
    }

    private static Task<VerbRun> Reissue(TestPool pool, params string[] options) =>
        pool.Run("reissue", ["--pool", pool.Code, "--document", "statement-2027-03-1", "--json", .. options]);

    private static string FileOf(TestPool pool, int number) => $"{pool.Code}-statement-2027-03-{number}.zip";

    private async Task Tamper(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(Tampering.With(sql));
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
