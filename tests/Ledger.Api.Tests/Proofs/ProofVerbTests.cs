using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Testing;

namespace Ledger.Api.Tests.Proofs;

/// <summary>
/// From a checkpoint to a proof that others check: with this program without its database, and with one that shares nothing
/// with it.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class ProofVerbTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_is_as_it_was_recorded_verifies_and_the_root_is_the_one_that_was_signed()
    {
        using var pool = await SigningPool.Open(postgres);
        var signed = (await pool.Run("checkpoint", "--pool", pool.Code, "--json")).Json;
        signed.GetProperty("size").GetInt64().ShouldBe(4);
        signed.GetProperty("note").GetString()!.ShouldStartWith($"ledger.test/pools/{pool.Code}\n4\n");
        (await File.ReadAllTextAsync(pool.Path(signed.GetProperty("file").GetString()!), Cancellation)).ShouldBe(signed.GetProperty("note").GetString());

        var run = await pool.Run("verify", "--pool", pool.Code, "--json");

        run.ExitCode.ShouldBe(0, run.Output);
        (run.Json.GetProperty("ok").GetBoolean(), run.Json.GetProperty("events").GetInt64()).ShouldBe((true, 4));
        run.Json.GetProperty("root").GetString().ShouldBe(signed.GetProperty("root").GetString());
        run.Json.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_was_changed_is_named_by_its_position_and_the_exit_code_is_1()
    {
        using var pool = await SigningPool.Open(postgres);
        await Tamper($"update ledger.mt_events_{pool.Code} set data = jsonb_set(data, '{{Amount}}', '7') where seq_id = 3");

        var run = await pool.Run("verify", "--pool", pool.Code, "--json");

        run.ExitCode.ShouldBe(1);
        run.Json.GetProperty("findings")[0].ShouldBeJson(
            """{ "position": 3, "what": "the event is not what was recorded", "fault": "event-changed" }""");
        (await pool.Run("verify", "--pool", pool.Code)).Output.ShouldContain("the event is not what was recorded");
        (await pool.Run("verify", "--json")).Json.GetProperty("findings").EnumerateArray()
            .ShouldContain(one => one.GetProperty("position").GetInt64() == 3 && one.GetProperty("pool").GetString() == pool.Code);
    }

    [Fact]
    public async Task A_history_that_was_rewritten_with_all_its_hashes_is_not_signed_again_and_is_found()
    {
        using var pool = await SigningPool.Open(postgres);
        (await pool.Run("checkpoint", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        await Tamper($$"""
            update ledger.mt_events_{{pool.Code}} set data = jsonb_set(data, '{Amount}', '7') where seq_id = 3;
            delete from ledger.log_leaves where pool = '{{pool.Code}}'; delete from ledger.log_nodes where pool = '{{pool.Code}}';
            update ledger.pool_head set tree_size = 0, tree_edge = '' where pool = '{{pool.Code}}'
            """);
        // Any verb grows the tree again, as of an old pool.
        await pool.Run("pools");

        var run = await pool.Run("verify", "--pool", pool.Code, "--json");
        run.Json.GetProperty("findings")[0].GetProperty("what").GetString()
            .ShouldBe("the history up to 4 is not the one that was signed");
        (await pool.Run("checkpoint", "--pool", pool.Code)).ErrorLines.ShouldHaveSingleItem().ShouldContain("not signed");
    }

    [Fact]
    public async Task A_proof_is_checked_without_a_database_by_this_program_and_by_another_and_one_byte_changed_anywhere_is_caught_by_both()
    {
        using var pool = await SigningPool.Open(postgres);
        var first = await SigningPool.Checkpoint(pool);
        (await pool.Import("""
            kind,document,fund,amount,date,payer,note
            premium_received,P-1,resident,12.34,2027-02-01,individual,"=一""quoted"" \ note"
            premium_received,P-2,resident,56.78,2027-02-02,individual,
            """)).ExitCode.ShouldBe(0);
        (await pool.Run("checkpoint", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        var (inclusion, consistency) = (pool.Path("inclusion.json"), pool.Path("consistency.json"));
        (await pool.Run("prove", "--pool", pool.Code, "--position", "5", "--out", inclusion)).ExitCode.ShouldBe(0);
        (await pool.Run("prove", "--pool", pool.Code, "--from", first, "--out", consistency)).ExitCode.ShouldBe(0);

        foreach (var file in (string[])[inclusion, consistency])
        {
            var good = await File.ReadAllTextAsync(file, Cancellation);
            (await SigningPool.Verify(pool, file)).ShouldBe((0, 0), good);
            foreach (var bad in Altered(JsonNode.Parse(good)!.AsObject()))
            {
                var altered = pool.Write("altered.json", bad);
                (await SigningPool.Verify(pool, altered)).ShouldBe((1, 1), bad);
            }
        }
        (await pool.Run("prove", "--pool", pool.Code, "--position", "7")).ErrorLines.ShouldBe(["ledger: --position 7: the log has 1 to 6 at that checkpoint"]);
    }

    /// <summary>Made once: what was proved with them is proved for ever, and the form of a leaf never changes.</summary>
    [Theory]
    [InlineData("inclusion.json")]
    [InlineData("consistency.json")]
    [InlineData("completeness.json")]
    [InlineData("absence.json")]
    public async Task The_golden_vectors_hold_in_both_verifiers(string file)
    {
        using var pool = new TestPool(postgres);
        pool.Settings["LEDGER_KEYS"] = pool.Path("keys");
        Directory.CreateDirectory(pool.Path("keys"));
        File.Copy(Repository.Path("docs", "verify", "vectors", "vectors.pub"), pool.Path("keys/ledger.test.pub"));

        (await SigningPool.Verify(pool, Repository.Path("docs", "verify", "vectors", file))).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Others_sign_what_extends_the_last_that_they_signed_and_nothing_else()
    {
        using var pool = await SigningPool.Open(postgres);
        var first = await SigningPool.Checkpoint(pool);
        var own = pool.Settings["LEDGER_KEYS"]!;
        var ledgers = System.IO.Path.Combine(own, "ledger.test.pub");
        var witness = pool.Path("witness");
        pool.Settings["LEDGER_KEYS"] = witness;
        (await pool.Run("keys", "--name", "audit.test")).ExitCode.ShouldBe(0);
        var run = await pool.Run("cosign", first, "--public-key", ledgers, "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Json.GetProperty("note").GetString()!.Split('\n').Count(line => line.StartsWith('—')).ShouldBe(2);

        pool.Settings["LEDGER_KEYS"] = own;
        (await pool.Import("kind,document,fund,amount,date,payer\npremium_received,P-1,resident,1.00,2027-02-01,individual\n")).ExitCode.ShouldBe(0);
        var second = await SigningPool.Checkpoint(pool);
        var proof = pool.Path("proof.json");
        (await pool.Run("prove", "--pool", pool.Code, "--from", first, "--out", proof)).ExitCode.ShouldBe(0);
        pool.Settings["LEDGER_KEYS"] = witness;
        (await pool.Run("cosign", second, "--public-key", ledgers)).ErrorLines.ShouldHaveSingleItem().ShouldContain("./ledger prove --from 4");
        var other = pool.Write("other.json", (await File.ReadAllTextAsync(proof, Cancellation)).Replace("\"size\": 5", "\"size\": 6", StringComparison.Ordinal));
        (await pool.Run("cosign", second, "--public-key", ledgers, "--proof", other)).ErrorLines.ShouldHaveSingleItem().ShouldStartWith("ledger: not signed");
        (await pool.Run("cosign", second, "--public-key", ledgers, "--proof", proof)).ExitCode.ShouldBe(0);
        (await pool.Run("cosign", first, "--public-key", ledgers, "--proof", proof)).ErrorLines.ShouldHaveSingleItem().ShouldContain("5 were signed already");
        (await pool.Run("verify", "--pool", pool.Code, "--since", second, "--public-key", System.IO.Path.Combine(witness, "audit.test.pub"))).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_checkpoint_that_nobody_known_has_signed_or_that_was_changed_is_not_believed()
    {
        using var pool = await SigningPool.Open(postgres);
        var file = await SigningPool.Checkpoint(pool);
        var note = await File.ReadAllTextAsync(file, Cancellation);
        var changed = pool.Write("changed", note.Replace("\n4\n", "\n3\n", StringComparison.Ordinal));
        (await pool.Run("verify", "--pool", pool.Code, "--since", changed)).ErrorLines.ShouldHaveSingleItem().ShouldContain("none of its signatures is right");

        // A key of the same name that another made: what is public is no secret, and a name is no key.
        var own = System.IO.Path.Combine(pool.Settings["LEDGER_KEYS"]!, "ledger.test.pub");
        pool.Settings["LEDGER_KEYS"] = pool.Path("forger");
        (await pool.Run("keys", "--name", "ledger.test")).ExitCode.ShouldBe(0);
        pool.Settings["LEDGER_CHECKPOINTS"] = pool.Path("forged");
        var forged = await SigningPool.Checkpoint(pool);
        (await pool.Run("verify", "--pool", pool.Code, "--since", forged, "--public-key", own)).ErrorLines
            .ShouldHaveSingleItem().ShouldContain("none of its signatures is right");
    }

    [Fact]
    public async Task A_private_key_is_of_its_owner_alone_and_is_not_made_twice()
    {
        using var pool = await SigningPool.Open(postgres);
        var file = System.IO.Path.Combine(pool.Settings["LEDGER_KEYS"]!, "ledger.test.key");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var before = await File.ReadAllTextAsync(file, Cancellation);

        (await pool.Run("keys", "--name", "ledger.test")).ErrorLines.ShouldHaveSingleItem().ShouldContain("there is a key ledger.test");
        (await File.ReadAllTextAsync(file, Cancellation)).ShouldBe(before);
        (await pool.Run("keys", "--name", "a b")).ExitCode.ShouldBe(2);
        (await pool.Run("keys", "--name", "a/b")).ExitCode.ShouldBe(2);
        (await pool.Run("keys")).Output.ShouldStartWith("ledger.test+");
    }

    private async Task Tamper(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(Tampering.With(sql));
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    // Each field in turn: a digit or letter of it, or the last of a list.
    private static IEnumerable<string> Altered(JsonObject proof)
    {
        foreach (var (name, value) in proof)
        {
            var other = proof.DeepClone().AsObject();
            switch (value)
            {
                case JsonArray list when list.Count > 0:
                    foreach (var index in Enumerable.Range(0, list.Count))
                    {
                        var one = proof.DeepClone().AsObject();
                        one[name]!.AsArray()[index] = Flipped(list[index]!.GetValue<string>());
                        yield return one.ToJsonString();
                    }
                    other[name]!.AsArray().RemoveAt(list.Count - 1);
                    yield return other.ToJsonString();
                    continue;
                case JsonObject columns:
                    foreach (var (column, text) in columns)
                    {
                        var one = proof.DeepClone().AsObject();
                        one[name]![column] = text is null ? "" : Flipped(text.GetValue<string>());
                        yield return one.ToJsonString();
                        one[name]!.AsObject().Remove(column);
                        yield return one.ToJsonString();
                    }
                    continue;
                case JsonValue number when number.GetValueKind() == JsonValueKind.Number:
                    other[name] = number.GetValue<long>() + 1;
                    yield return other.ToJsonString();
                    continue;
                case JsonValue text:
                    var letters = text.GetValue<string>();
                    // Of a note every eighth letter; its first line, its size, its root and its signature are among them.
                    for (var at = 0; at < letters.Length; at += letters.Length > 100 ? 8 : letters.Length)
                    {
                        if (letters[at] is '\n' or '=') continue;
                        other[name] = letters[..at] + Flipped(letters[at..]);
                        yield return other.ToJsonString();
                    }
                    continue;
            }
        }
    }

    private static string Flipped(string text) => text.Length == 0 ? "x" : (text[0] == 'a' ? 'b' : 'a') + text[1..];
}
