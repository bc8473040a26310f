using System.Text.Json.Nodes;
using Ledger.Testing;

namespace Ledger.Api.Tests.Tracing;

/// <summary>A trace with proofs is checked without a database, and whatever is changed in it is found.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ProvedTraceTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_event_is_proved_to_be_in_the_log_and_they_come_to_the_figure(bool isSigned)
    {
        using var pool = await Recorded(isSigned);
        var file = pool.Write("trace.json", await Proved(pool));
        var trace = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!.AsObject();

        trace.ContainsKey("checkpoint").ShouldBe(isSigned);
        trace["events"]!.AsArray().Count.ShouldBe(3);
        trace["events"]![0]!["proof"]!["position"]!.GetValue<long>().ShouldBe(3);
        var verified = await pool.Run("verify", file, "--json");
        verified.ExitCode.ShouldBe(0, verified.Output);
        verified.Json.GetProperty("events").GetInt64().ShouldBe(3);
        foreach (var (what, change) in Changes)
        {
            var altered = trace.DeepClone().AsObject();
            change(altered);
            (await pool.Run("verify", pool.Write("altered.json", altered.ToJsonString()))).ExitCode.ShouldBe(1, what);
        }
    }

    [Fact]
    public async Task A_checkpoint_of_before_the_figure_is_not_that_of_its_proofs()
    {
        using var pool = await Recorded(isSigned: true);
        (await pool.Import("kind,document,fund,amount,date\ninterest_credited,I-1,resident,1.00,2027-01-03\n")).ExitCode.ShouldBe(0);
        var file = pool.Write("trace.json", await Proved(pool));

        (await File.ReadAllTextAsync(file, Cancellation)).ShouldNotContain("\"checkpoint\"");
        (await pool.Run("verify", file)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Proofs_are_for_programs_and_a_trace_without_them_proves_nothing()
    {
        using var pool = await Recorded(isSigned: false);
        string[] question = ["--pool", pool.Code, "--fund", "resident", "--line", "closing"];
        (await pool.Run("trace", [.. question, "--prove"])).ErrorLines.ShouldHaveSingleItem().ShouldContain("--prove goes with --json");
        var run = await pool.Run("verify", pool.Write("bare.json", (await pool.Run("trace", [.. question, "--json"])).Output));
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("bare.json is a trace without proofs");
    }

    private static IEnumerable<(string What, Action<JsonObject> Change)> Changes =>
    [
        ("an event left out", trace => trace["events"]!.AsArray().RemoveAt(1)),
        ("an event twice", trace => trace["events"]!.AsArray().Add(trace["events"]![2]!.DeepClone())),
        ("another count", trace => trace["events"]![1]!["counts"]!["closing"] = "1.00"),
        ("another amount", trace => trace["events"]![1]!["amount"] = "1.00"),
        ("another document", trace => trace["events"]![1]!["document"] = "P-9"),
        ("another date", trace => trace["events"]![1]!["date"] = "2027-01-09"),
        ("another kind", trace => trace["events"]![1]!["kind"] = "interest_credited"),
        ("another fund", trace => trace["events"]![1]!["fund"] = "employee"),
        ("another actor", trace => trace["events"]![1]!["actor"] = "nobody"),
        ("another instant", trace => trace["events"]![1]!["recorded"] = "2027-01-10T00:00:00.000000Z"),
        ("another voucher", trace => trace["events"]![1]!["voucher"] = "V-9"),
        ("an original that it does not have", trace => trace["events"]![1]!["original"] = "P-1"),
        ("a business date that it does not have", trace => trace["events"]![1]!["businessFrom"] = "2026-01-01"),
        ("a count that is no number", trace => trace["events"]![1]!["counts"]!["closing"] = "many"),
        ("another position", trace => trace["events"]![1]!["position"] = 2),
        ("another pool", trace => trace["pool"] = "999999"),
        ("another figure", trace => trace["sums"]![0]!["figure"] = "1.00"),
        ("another leaf", trace => trace["events"]![1]!["proof"]!["leaf"] = new string('a', 64)),
        ("another root", trace => trace["events"]![1]!["proof"]!["root"] = new string('a', 64)),
        ("another event's proof", trace => trace["events"]![1]!["proof"] = trace["events"]![2]!["proof"]!.DeepClone()),
        ("another event in the leaf", trace => trace["events"]![1]!["proof"]!["event"]!["user_name"] = "nobody"),
    ];

    private static async Task<string> Proved(TestPool pool)
    {
        var run = await pool.Run("trace", "--pool", pool.Code, "--fund", "resident", "--line", "closing", "--to", "2027-01-31", "--prove", "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Output;
    }

    private async Task<TestPool> Recorded(bool isSigned)
    {
        var pool = await TestPool.Opened(postgres);
        (await pool.Import("""
            kind,document,fund,amount,date,payer,category
            premium_received,P-1,resident,500.00,2027-01-10,individual,
            reimbursement_paid,R-1,resident,120.00,2027-01-20,,inpatient
            """)).ExitCode.ShouldBe(0);
        pool.Settings["LEDGER_KEYS"] = pool.Path("keys");
        pool.Settings["LEDGER_CHECKPOINTS"] = pool.Path("checkpoints");
        if (!isSigned) return pool;
        (await pool.Run("keys", "--name", "ledger.test")).ExitCode.ShouldBe(0);
        (await pool.Run("checkpoint", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        return pool;
    }
}
