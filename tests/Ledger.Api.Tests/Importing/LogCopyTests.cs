using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>A whole log, exported here and loaded into an empty ledger elsewhere, is the same log; one that was touched is none.</summary>
[Collection(VerbsCollection.Name)]
public sealed class LogCopyTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly PostgresFixture _elsewhere = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _elsewhere.InitializeAsync();

    public ValueTask DisposeAsync() => _elsewhere.DisposeAsync();

    [Fact]
    public async Task A_year_is_loaded_elsewhere_with_the_same_root_and_figures_and_goes_on_there()
    {
        using var pool = new TestPool(postgres);
        await Proofs.SigningPool.Keys(pool);
        var sample = await pool.Run("sample", "year-in-the-life", "--pool", pool.Code);
        sample.ExitCode.ShouldBe(0, sample.Errors);
        var signed = (await pool.Run("checkpoint", "--pool", pool.Code, "--json")).Json;
        var file = await Export(pool);
        (await File.ReadAllTextAsync(file + ".checkpoint", Cancellation)).ShouldBe(signed.GetProperty("note").GetString());

        var loaded = await Elsewhere(pool, "import", file, "--format", "jsonl", "--json");

        loaded.ExitCode.ShouldBe(0, loaded.Errors);
        loaded.Json.GetProperty("root").GetString().ShouldBe(signed.GetProperty("root").GetString());
        (loaded.Json.GetProperty("accepted").GetInt64(), loaded.Json.GetProperty("isSigned").GetBoolean())
            .ShouldBe((signed.GetProperty("size").GetInt64(), true));
        // Held to the checkpoint that was signed here, institutions and all.
        var verified = await Elsewhere(pool, "verify", "--json");
        verified.Output.ShouldBe((await pool.Run("verify", "--pool", pool.Code, "--json")).Output);
        verified.Json.GetProperty("root").GetString().ShouldBe(signed.GetProperty("root").GetString());
        (await Elsewhere(pool, "rebuild", "--check")).ExitCode.ShouldBe(0);
        foreach (var read in (string[][])
        [
            ["statement", "--from", "2025-01", "--to", "2025-12"], ["budget", "--year", "2025"], ["balance"], ["capacity"], ["trial-balance"],
        ])
        {
            (await Elsewhere(pool, [.. read, "--json"])).Output.ShouldBe(
                (await pool.Run(read[0], [.. read[1..], "--pool", pool.Code, "--json"])).Output, read[0]);
        }
        (await Rows(_elsewhere, pool)).ShouldBe(await Rows(postgres, pool));

        // The same again is refused, and what is recorded next stands on what was loaded.
        (await Elsewhere(pool, "import", file, "--format", "jsonl")).ErrorLines.ShouldHaveSingleItem()
            .ShouldContain("a log is loaded into a pool that has none");
        var more = pool.Write("more.csv", "kind,document,fund,amount,date,payer\npremium_received,NEXT-1,resident,1.00,2026-12-30,individual\n");
        (await Elsewhere(pool, "import", more, "--json")).Json.GetProperty("accepted").GetInt64().ShouldBe(1);
        (await Elsewhere(pool, "verify")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task One_byte_changed_anywhere_in_a_line_is_refused_with_its_position_and_nothing_is_recorded()
    {
        using var pool = await Signing();
        var file = await Export(pool);
        var good = await File.ReadAllBytesAsync(file, Cancellation);
        var third = Lines(good)[2];
        for (var at = third.Start; at < third.End; at += 11)
        {
            var bytes = (byte[])good.Clone();
            bytes[at] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, Cancellation);
            var run = await Elsewhere(pool, "import", file, "--format", "jsonl");
            (run.ExitCode, run.ErrorLines.ShouldHaveSingleItem()).ShouldSatisfyAllConditions(
                it => it.ExitCode.ShouldBe(1), it => it.Item2.ShouldContain(":3: "), it => it.Item2.ShouldEndWith("; nothing was recorded"));
        }
        await NothingIsThere(pool);
        await File.WriteAllBytesAsync(file, good, Cancellation);
        (await Elsewhere(pool, "import", file, "--format", "jsonl")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_line_that_is_missing_moved_or_added_and_a_root_that_differs_are_refused()
    {
        using var pool = await Signing();
        await SigningCheckpoint(pool);
        var file = await Export(pool);
        var lines = await File.ReadAllLinesAsync(file, Cancellation);
        await Refused([lines[0], lines[2], lines[3]], "it is event 3; event 2 is missing");
        await Refused([lines[0], lines[2], lines[1], lines[3]], "it is event 3; event 2 is missing");
        await Refused(lines[..3], "the log ends at event 3, and its checkpoint");
        await Refused([.. lines, lines[3]], "it is event 4; event 5 is missing");
        await Refused([lines[0], "", .. lines[1..]], "event 2 is damaged");
        await Refused([], "the log ends at event 0");
        await Refused([.. lines[..3], lines[3].Replace("\"user_name\":\"", "\"user_name\":\"x", StringComparison.Ordinal)],
            "event 4 is not what was exported: it has another leaf");
        var checkpoint = await File.ReadAllTextAsync(file + ".checkpoint", Cancellation);
        await File.WriteAllLinesAsync(file, lines, Cancellation);
        var other = EventStore.Proofs.Checkpoint.Parse(EventStore.Proofs.SignedNote.Parse(checkpoint).Text);
        var unsigned = pool.Write("other", (other with { Root = new byte[32] }).Text);
        (await Elsewhere(pool, "import", file, "--format", "jsonl", "--checkpoint", unsigned)).ErrorLines.ShouldHaveSingleItem()
            .ShouldContain("the root of these 4 events is");
        unsigned = pool.Write("other", (other with { Institutions = new(1, new byte[32]) }).Text);
        (await Elsewhere(pool, "import", file, "--format", "jsonl", "--checkpoint", unsigned)).ErrorLines.ShouldHaveSingleItem()
            .ShouldContain("the institutions' events are not those of");
        await NothingIsThere(pool);

        async Task Refused(IReadOnlyList<string> some, string why)
        {
            await File.WriteAllTextAsync(file, string.Concat(some.Select(line => line + "\n")), Cancellation);
            var run = await Elsewhere(pool, "import", file, "--format", "jsonl");
            run.ExitCode.ShouldBe(1, why);
            run.ErrorLines.ShouldHaveSingleItem().ShouldContain(why);
        }
    }

    [Fact]
    public async Task It_is_held_to_a_checkpoint_and_says_whether_anybody_signed_it()
    {
        using var pool = await Signing();
        var file = await Export(pool);
        (await File.ReadAllTextAsync(file + ".checkpoint", Cancellation)).ShouldStartWith($"unsigned/pools/{pool.Code}\n4\n");
        File.Move(file + ".checkpoint", file + ".elsewhere");
        (await Elsewhere(pool, "import", file, "--format", "jsonl")).ErrorLines.ShouldHaveSingleItem().ShouldContain("./ledger export writes it beside the log");
        var run = await Elsewhere(pool, "import", file, "--format", "jsonl", "--checkpoint", file + ".elsewhere");
        run.Output.ShouldContain("which nobody has signed");

        // A signature that nobody knows is no signature.
        await SigningCheckpoint(pool);
        var again = await Export(pool);
        pool.Settings["LEDGER_KEYS"] = pool.Path("others");
        (await pool.Run("keys", "--name", "other.test")).ExitCode.ShouldBe(0);
        (await Elsewhere(pool, "import", again, "--format", "jsonl")).ErrorLines.ShouldHaveSingleItem().ShouldContain("none of its signatures is right");
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--batches")]
    [InlineData("--encoding", "utf-8")]
    [InlineData("--fund", "resident")]
    public async Task What_is_for_other_formats_is_refused(params string[] options)
    {
        using var pool = await Signing();
        var file = await Export(pool);
        (await Elsewhere(pool, ["import", file, "--format", "jsonl", .. options])).ExitCode.ShouldBe(2);
        (await Elsewhere(pool, "import", file, "--checkpoint", "x")).ErrorLines.ShouldHaveSingleItem().ShouldContain("--checkpoint is for --format jsonl");
        (await Elsewhere(pool, "import", file, file, "--format", "jsonl")).ErrorLines.ShouldHaveSingleItem().ShouldContain("one file");
    }

    [Fact]
    public async Task A_log_of_another_pool_is_refused()
    {
        using var pool = await Signing();
        var file = await Export(pool);
        using var other = new TestPool(postgres);
        (await Elsewhere(other, "import", file, "--format", "jsonl")).ErrorLines.ShouldHaveSingleItem()
            .ShouldContain($"it is of pool {pool.Code}, not of {other.Code}");
    }

    private Task<TestPool> Signing() => Proofs.SigningPool.Open(postgres);

    private static Task<string> SigningCheckpoint(TestPool pool) => Proofs.SigningPool.Checkpoint(pool);

    private static async Task<string> Export(TestPool pool)
    {
        var file = pool.Path("log.jsonl");
        (await pool.Run("export", "--pool", pool.Code, "--to", "jsonl", "--out", file)).ErrorLines.ShouldBeEmpty();
        return file;
    }

    private Task<VerbRun> Elsewhere(TestPool pool, string verb, params string[] arguments) => Elsewhere(pool, [verb, .. arguments]);

    private Task<VerbRun> Elsewhere(TestPool pool, string[] arguments) => VerbRun.With(
        new Dictionary<string, string?>(pool.Settings) { ["LEDGER_DB"] = _elsewhere.ConnectionString }, [.. arguments, "--pool", pool.Code]);

    private async Task NothingIsThere(TestPool pool) =>
        (await Elsewhere(pool, "balance")).ErrorLines.ShouldHaveSingleItem().ShouldContain("has no entries");

    // Every column of every row, and the streams.
    private static async Task<string> Rows(PostgresFixture database, TestPool pool)
    {
        await using var command = database.DataSource.CreateCommand($"""
            select md5(string_agg(e::text, '|' order by seq_id)) || (
                select md5(string_agg(row(tenant_id, id, type, version, is_archived)::text, '|' order by id)) from ledger.mt_streams_{pool.Code})
                || (select row(position, recorded_at, tree_size, tree_edge)::text from ledger.pool_head where pool = '{pool.Code}')
            from ledger.mt_events_{pool.Code} as e
            """);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static List<(int Start, int End)> Lines(byte[] file)
    {
        var lines = new List<(int, int)>();
        for (var start = 0; start < file.Length;)
        {
            var end = Array.IndexOf(file, (byte)'\n', start);
            lines.Add((start, end));
            start = end + 1;
        }
        return lines;
    }
}
