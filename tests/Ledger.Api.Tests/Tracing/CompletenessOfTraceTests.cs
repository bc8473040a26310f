using System.Text.Json.Nodes;
using Ledger.Api.Tests.Proofs;
using Ledger.Testing;

namespace Ledger.Api.Tests.Tracing;

/// <summary>
/// A proved trace of an institution's figure shows that nothing was left out: who leaves out an event, with all that it adds, is
/// caught without a database.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class CompletenessOfTraceTests(PostgresFixture postgres)
{
    private const string X = "H33082500001";
    private const string Rows = $"""
        kind,document,fund,amount,date,institution,category,budget_year,original,count,medical_cost
        budget_allotted,B-1,resident,1000.00,2027-01-01,{X},,2027,,,
        reimbursement_paid,R-1,resident,120.00,2027-01-20,{X},inpatient,,,2,300.00
        reimbursement_paid,R-2,resident,80.00,2027-01-21,{X},inpatient,,,1,100.00
        reimbursement_paid,R-3,resident,50.00,2027-01-22,H33082500002,inpatient,,,1,60.00
        reimbursement_reversed,V-1,resident,80.00,2027-01-25,{X},,,R-2,,
        """;

    [Theory]
    [InlineData("paid", "120.00", true)]
    [InlineData("paid", "120.00", false)]
    [InlineData("remaining", "880.00", true)]
    [InlineData("executed", "0.1200", true)]
    public async Task The_figure_is_worked_out_anew_from_all_events_of_the_institution(string figure, string value, bool isSigned)
    {
        using var pool = await Recorded(isSigned);
        var trace = await Proved(pool, figure);
        trace["figure"]!.GetValue<string>().ShouldBe(value);
        trace["completeness"]!["events"]!.AsArray().Count.ShouldBe(4);

        var run = await pool.Run("verify", pool.Write("trace.json", trace.ToJsonString()));

        run.ExitCode.ShouldBe(0, run.Output);
    }

    [Fact]
    public async Task Whatever_is_left_out_or_changed_is_caught()
    {
        using var pool = await Recorded(isSigned: true);
        var trace = await Proved(pool, "paid");
        foreach (var (what, words, change) in Changes)
        {
            var altered = trace.DeepClone().AsObject();
            change(altered);
            var run = await pool.Run("verify", pool.Write("altered.json", altered.ToJsonString()));
            run.ExitCode.ShouldBe(1, what);
            run.Output.ShouldContain(words, customMessage: what);
        }
    }

    [Fact]
    public async Task Of_another_figure_there_is_no_such_proof()
    {
        using var pool = await Recorded(isSigned: true);
        var run = await pool.Run("trace", "--pool", pool.Code, "--fund", "resident", "--line", "closing", "--prove", "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldNotContain("completeness");
    }

    private static IEnumerable<(string What, string Words, Action<JsonObject> Change)> Changes =>
    [
        ("a reversal left out, with what it adds", "come to 120.00, and not to 200.00", trace => LeaveOut(trace, "V-1", "200.00")),
        ("a payment left out, with what it adds", "come to 120.00, and not to 0.00", trace => LeaveOut(trace, "R-1", "0.00")),
        ("the proof left out", "not proved that no event of the institution was left out", trace => trace.Remove("completeness")),
        ("an event left out of the proof too", "the events are not all of the institution's", trace =>
        {
            LeaveOut(trace, "V-1", "200.00");
            var all = trace["completeness"]!["events"]!.AsArray();
            all.RemoveAt(all.Count - 1);
        }),
        ("another institution's proof", "not proved", trace => trace["completeness"]!["institution"] = "H33082500002"),
        ("a proof of hashes alone", "cannot be read", trace => trace["completeness"]!["events"]![1]!.AsObject().Remove("event")),
    ];

    private static void LeaveOut(JsonObject trace, string document, string figure)
    {
        var events = trace["events"]!.AsArray();
        events.Remove(events.Single(one => one!["document"]!.GetValue<string>() == document));
        trace["figure"] = figure;
        foreach (var name in (string[])["figure", "sum"]) trace["sums"]![0]![name] = figure;
    }

    private static async Task<JsonObject> Proved(TestPool pool, string figure)
    {
        var run = await pool.Run("trace", "--pool", pool.Code, "--institution", X, "--year", "2027", "--figure", figure, "--prove", "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        return JsonNode.Parse(run.Output)!.AsObject();
    }

    private async Task<TestPool> Recorded(bool isSigned)
    {
        var pool = await SigningPool.Open(postgres);
        (await pool.Import(Rows)).ExitCode.ShouldBe(0);
        if (isSigned) await SigningPool.Checkpoint(pool);
        return pool;
    }
}
