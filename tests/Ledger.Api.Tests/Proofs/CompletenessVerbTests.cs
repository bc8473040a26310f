using System.Text;
using System.Text.Json.Nodes;
using Ledger.Testing;

namespace Ledger.Api.Tests.Proofs;

/// <summary>That these are all events of an institution, or that it has none, from the signed checkpoint to both verifiers.</summary>
[Collection(VerbsCollection.Name)]
public sealed class CompletenessVerbTests(PostgresFixture postgres)
{
    private const string X = "H33082500002";

    private const string Entries = """
        kind,document,fund,amount,date,institution,category,budget_year,original
        budget_allotted,B-1,resident,500.00,2027-01-01,H33082500001,,2027,
        settlement_recorded,S-1,resident,30.00,2027-02-01,H33082500002,inpatient,,
        settlement_recorded,S-2,resident,40.00,2027-02-01,H33082500004,inpatient,,
        reimbursement_paid,R-1,resident,30.00,2027-02-02,H33082500002,inpatient,,S-1
        prepayment_paid,P-1,resident,70.00,2027-02-03,H33082500002,,,
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_events_of_an_institution_are_proved_and_one_byte_changed_anywhere_is_caught_by_both_verifiers()
    {
        using var pool = await Signed();
        var file = pool.Path("completeness.json");
        (await pool.Run("prove", "--pool", pool.Code, "--institution", X, "--out", file)).ErrorLines.ShouldBeEmpty();
        var good = await File.ReadAllBytesAsync(file, Cancellation);
        var proof = JsonNode.Parse(good)!.AsObject();
        proof["events"]!.AsArray().Select(one => one!["position"]!.GetValue<long>()).ShouldBe([6, 8, 9]);
        (await SigningPool.Verify(pool, file)).ShouldBe((0, 0), Encoding.UTF8.GetString(good));

        await EachIsCaught(pool, good);
        // What an operator would like to leave out.
        var shorter = proof.DeepClone().AsObject();
        shorter["events"]!.AsArray().RemoveAt(1);
        await IsCaught(pool, shorter);
        shorter["entry"]!["events"] = 2;
        await IsCaught(pool, shorter);
        var added = proof.DeepClone().AsObject();
        added["else"] = 1;
        await IsCaught(pool, added);
        foreach (var kind in (string[])["inclusion", "consistency", "absence"])
        {
            var other = proof.DeepClone().AsObject();
            other["kind"] = kind;
            await IsCaught(pool, other);
        }
    }

    [Theory]
    [InlineData("H33082500003", true, true)]
    [InlineData("H33082500000", false, true)]
    [InlineData("H33082500009", true, false)]
    public async Task That_an_institution_has_no_events_is_proved_and_one_byte_changed_anywhere_is_caught_by_both_verifiers(
        string institution, bool hasBefore, bool hasAfter)
    {
        using var pool = await Signed();
        var file = pool.Path("absence.json");
        (await pool.Run("prove", "--pool", pool.Code, "--institution", institution, "--out", file)).ErrorLines.ShouldBeEmpty();
        var good = await File.ReadAllBytesAsync(file, Cancellation);
        var proof = JsonNode.Parse(good)!.AsObject();
        (proof.ContainsKey("before"), proof.ContainsKey("after")).ShouldBe((hasBefore, hasAfter));
        (await SigningPool.Verify(pool, file)).ShouldBe((0, 0), Encoding.UTF8.GetString(good));

        // The same two neighbours show it of everybody between them, so the code that is asked for may be another such.
        await EachIsCaught(pool, good, but: Encoding.UTF8.GetString(good).IndexOf(institution, StringComparison.Ordinal));
        foreach (var neighbour in (string[])["before", "after"])
        {
            var without = proof.DeepClone().AsObject();
            if (without.Remove(neighbour)) await IsCaught(pool, without);
        }
    }

    [Fact]
    public async Task A_proof_is_of_the_newest_checkpoint_or_of_the_one_that_is_named_and_may_keep_to_itself_what_events_say()
    {
        using var pool = await Signed();
        var first = System.IO.Directory.GetFiles(pool.Path("checkpoints")).ShouldHaveSingleItem();
        (await pool.Import("kind,document,fund,amount,date,institution\nprepayment_paid,P-2,resident,1.00,2027-02-04,H33082500002\n")).ExitCode.ShouldBe(0);
        await SigningPool.Checkpoint(pool);

        var newest = (await pool.Run("prove", "--pool", pool.Code, "--institution", X)).Json;
        newest.GetProperty("entry").GetProperty("events").GetInt64().ShouldBe(4);
        newest.GetProperty("events")[0].GetProperty("event").GetProperty("type").GetString().ShouldBe("settlement_recorded");
        var file = pool.Path("of-first.json");
        (await pool.Run("prove", "--pool", pool.Code, "--institution", X, "--checkpoint", first, "--hashes-only", "--out", file)).ExitCode.ShouldBe(0);
        var older = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!;
        older["events"]!.AsArray().Select(one => one!.AsObject().Count).ShouldBe([2, 2, 2]);
        (await SigningPool.Verify(pool, file)).ShouldBe((0, 0));
        (await pool.Run("prove", "--pool", pool.Code, "--institution", X, "--position", "1")).ErrorLines
            .ShouldHaveSingleItem().ShouldContain("say what to prove");
        (await pool.Run("accesses", "--pool", pool.Code)).Output.ShouldContain(X);
    }

    [Fact]
    public async Task Trees_that_were_changed_are_not_signed_and_found_and_made_again()
    {
        using var pool = await Signed();
        await Execute($"update ledger.institution_run set leaves = overlay(leaves placing '\\x00'::bytea from 40) where pool = '{pool.Code}' and institution = '{X}'");

        (await pool.Run("verify", "--pool", pool.Code, "--json")).Json.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem()
            .ShouldBeJson($$"""{ "position": 6, "what": "what is kept of the events of institution {{X}} is not what there is", "fault": "institution-changed" }""");
        (await pool.Run("prove", "--pool", pool.Code, "--institution", X)).ErrorLines.ShouldHaveSingleItem().ShouldContain($"./ledger rebuild --pool {pool.Code}");
        await Execute($"update ledger.institution_tree set last = 7 where pool = '{pool.Code}' and institution = '{X}'");
        var refused = await pool.Run("checkpoint", "--pool", pool.Code);
        (refused.ExitCode, refused.ErrorLines.ShouldHaveSingleItem()[..26]).ShouldBe((1, "ledger: not signed: the in"));

        (await pool.Run("rebuild", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        (await pool.Run("verify", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        (await pool.Run("checkpoint", "--pool", pool.Code)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_checkpoint_from_before_institutions_still_holds_and_one_with_them_is_signed_beside_it()
    {
        using var pool = await Signed();
        var file = System.IO.Directory.GetFiles(pool.Path("checkpoints")).ShouldHaveSingleItem();
        var checkpoint = EventStore.Proofs.Checkpoint.Parse(EventStore.Proofs.SignedNote.Parse(await File.ReadAllTextAsync(file, Cancellation)).Text);
        using (var signer = EventStore.Proofs.NoteSigner.Read("ledger.test", await File.ReadAllTextAsync(pool.Path("keys/ledger.test.key"), Cancellation)))
            await File.WriteAllTextAsync(file, signer.Sign(new((checkpoint with { Institutions = null }).Text, [])).ToString(), Cancellation);

        (await pool.Run("verify", "--pool", pool.Code, "--since", file)).ExitCode.ShouldBe(0);
        (await pool.Run("prove", "--pool", pool.Code, "--institution", X)).ErrorLines.ShouldHaveSingleItem().ShouldContain("sign a new one");
        await SigningPool.Checkpoint(pool);
        (await pool.Run("prove", "--pool", pool.Code, "--institution", X)).ExitCode.ShouldBe(0);
        System.IO.Directory.GetFiles(pool.Path("checkpoints")).Length.ShouldBe(2);
    }

    private async Task<TestPool> Signed()
    {
        var pool = await SigningPool.Open(postgres);
        (await pool.Import(Entries)).Errors.ShouldBeEmpty();
        await SigningPool.Checkpoint(pool);
        return pool;
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    // Ours is asked of every seventh byte, in this process; Python, which takes a process each, of some.
    private static async Task EachIsCaught(TestPool pool, byte[] good, int but = int.MinValue)
    {
        var key = pool.Path("keys/ledger.test.pub");
        var altered = pool.Path("altered.json");
        for (var at = 0; at < good.Length; at += 7)
        {
            if (at >= but && at < but + X.Length) continue;
            var bytes = (byte[])good.Clone();
            bytes[at] ^= 1;
            await File.WriteAllBytesAsync(altered, bytes, Cancellation);
            if (at % 49 == 0) (await SigningPool.Verify(pool, altered)).ShouldBe((1, 1), Around(bytes, at));
            else (await pool.Run("verify", altered, "--public-key", key)).ExitCode.ShouldBe(1, Around(bytes, at));
        }
    }

    private static string Around(byte[] bytes, int at) =>
        Encoding.UTF8.GetString(bytes[Math.Max(0, at - 40)..Math.Min(bytes.Length, at + 40)]);

    private static async Task IsCaught(TestPool pool, JsonObject proof) =>
        (await SigningPool.Verify(pool, pool.Write("altered.json", proof.ToJsonString()))).ShouldBe((1, 1), proof.ToJsonString());
}
