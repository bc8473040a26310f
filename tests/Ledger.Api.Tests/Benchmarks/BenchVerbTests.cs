using Ledger.Testing;

namespace Ledger.Api.Tests.Benchmarks;

/// <summary>
/// A small run of every benchmark: that each runs to its end and answers in the agreed shape. How fast it is, is no
/// test's business.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class BenchVerbTests(PostgresFixture postgres)
{
    private static readonly string[] _fields = ["name", "events", "value", "unit", "baseline", "ratio", "reach", "met", "p99"];

    [Fact]
    public async Task Every_benchmark_runs_and_answers_with_its_baseline_of_the_same_run()
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Run("bench", "--events", "1000", "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        var benchmarks = run.Json.GetProperty("benchmarks").EnumerateArray().ToList();
        benchmarks.Select(one => one.GetProperty("name").GetString()).ShouldBe(
        [
            "import", "append-64", "append-1", "rebuild-fold", "rebuild-sql", "verify", "memory", "disk", "tree",
            "read-balance", "read-capacity", "read-budget", "read-as-of", "read-two-axes",
            "prove-inclusion", "prove-consistency",
            "page-overview", "page-overview-known", "page-funds", "page-fund", "page-fund-known", "page-statements",
            "page-institutions", "page-institutions-known", "page-institution", "page-institution-known", "page-outstanding",
            "page-outstanding-day", "page-outstanding-known",
            "page-approvals", "page-log", "page-log-at", "page-log-filter", "page-log-institution", "page-event", "page-replay",
            "page-changes", "page-changes-events", "page-trace", "page-trace-events",
        ]);
        foreach (var one in benchmarks)
        {
            one.EnumerateObject().Select(field => field.Name).ShouldBe(_fields);
            // What the tree takes is a difference, which of so few events is less than what else the process does.
            if (one.GetProperty("name").GetString() != "tree") one.GetProperty("value").GetDouble().ShouldBePositive();
        }
        (await pool.Run("doctor")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_page_is_measured_alone_and_by_the_same_limit_however_long_the_log()
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Run("bench", "page-overview", "--events", "1000", "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        var page = run.Json.GetProperty("benchmarks").EnumerateArray().ShouldHaveSingleItem();
        (page.GetProperty("name").GetString(), page.GetProperty("unit").GetString(), page.GetProperty("reach").GetString())
            .ShouldBe(("page-overview", "ms", "≤ 300 ms"));
        page.GetProperty("met").GetBoolean().ShouldBe(page.GetProperty("value").GetDouble() <= 300);
        page.GetProperty("ratio").GetDouble().ShouldBe(page.GetProperty("value").GetDouble() / page.GetProperty("baseline").GetDouble(), 1);
    }

    [Theory]
    [InlineData("999", "at least 1000")]
    [InlineData("many", "many")]
    public async Task Too_few_events_measure_nothing(string events, string line)
    {
        using var pool = new TestPool(postgres);
        var run = await pool.Run("bench", "--events", events);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(line);
        run.Errors.TrimEnd().ShouldNotContain('\n');
    }
}
