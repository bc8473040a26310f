using System.Text.Json;
using Ledger.Api.Tests.Institutions;
using Ledger.Testing;

namespace Ledger.Api.Tests.Tracing;

/// <summary>What moved between two points of the log, and what moved it.</summary>
[Collection(VerbsCollection.Name)]
public sealed class DiffVerbTests(PostgresFixture postgres)
{
    // Positions 5 and 6, then 7 and 8.
    private const string First = """
        kind,document,fund,amount,date,payer,category,institution
        premium_received,P-1,resident,500.00,2027-01-10,individual,,
        reimbursement_paid,R-1,resident,120.00,2027-01-20,,inpatient,H33082500001
        """;

    private const string Second = """
        kind,document,fund,amount,date,payer,category,institution,original,reason
        premium_received,P-2,resident,70.00,2027-01-05,individual,,,,
        entry_reversed,E-1,,,2027-02-01,,,,R-1,of another
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_that_moved_have_both_figures_and_the_events_between()
    {
        using var pool = await Recorded();
        var answer = await pool.Read("diff", "--from", "2027-01", "--to", "2027-02", "--between", "6", "--and", "8");

        answer.GetProperty("lines").EnumerateArray().Select(line =>
            $"{line.GetProperty("name")} {line.GetProperty("before")} {line.GetProperty("after")} {line.GetProperty("difference")}").ShouldBe(
        [
            "resident:income.premium 500.00 570.00 70.00", "resident:income.subtotal 500.00 570.00 70.00",
            "resident:income.total 500.00 570.00 70.00", "resident:expenditure.benefits 120.00 0.00 -120.00",
            "resident:expenditure.benefits.inpatient 120.00 0.00 -120.00", "resident:expenditure.subtotal 120.00 0.00 -120.00",
            "resident:expenditure.total 120.00 0.00 -120.00", "resident:surplus 380.00 570.00 190.00",
            "resident:closing 1000380.00 1000570.00 190.00", "resident:total 1000500.00 1000570.00 70.00",
        ]);
        var events = answer.GetProperty("events").EnumerateArray().ToList();
        events.Select(one => one.GetProperty("document").GetString()).ShouldBe(["P-2", "E-1"]);
        events[0].GetProperty("counts").GetProperty("resident:closing").GetString().ShouldBe("70.00");
        events[1].GetProperty("counts").GetProperty("resident:expenditure.total").GetString().ShouldBe("-120.00");
        events[1].GetProperty("counts").TryGetProperty("resident:income.total", out _).ShouldBeFalse();
        var capacity = answer.GetProperty("capacity").EnumerateArray().ShouldHaveSingleItem();
        capacity.GetProperty("before").GetProperty("numerator").GetString().ShouldBe("1000380.00");
        capacity.GetProperty("after").GetProperty("reason").GetString().ShouldBe("no-expenditure");
        Figure(answer, "paid").ShouldBe(("120.00", "0.00", "-120.00"));
        answer.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_was_recorded_late_moved_what_was_known_by_then_and_now_is_the_end_where_none_is_named()
    {
        using var pool = await Recorded();
        var answer = await pool.Read("diff", "--from", "2027-01", "--to", "2027-01", "--between", "6", "--fund", "resident");

        answer.GetProperty("and").GetInt64().ShouldBe(8);
        answer.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("document").GetString()).ShouldBe(["P-2"]);
        answer.GetProperty("institutions").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task From_nothing_everything_moved_and_from_a_point_to_itself_nothing()
    {
        using var pool = await TwoHospitals.In(postgres);
        var all = await pool.Read("diff", "--from", "2026-01", "--to", "2027-12", "--between", "2001-01-01", "--and", "2999-12-31");
        all.GetProperty("between").GetInt64().ShouldBe(0);
        Figure(all, "averageCost").ShouldBe((null, "105.01", null));
        all.GetProperty("sums").EnumerateArray().ShouldAllBe(sum => sum.GetProperty("difference").GetString()!.TrimStart('0', '.').Length == 0);

        var none = await pool.Run("diff", "--pool", pool.Code, "--from", "2026-01", "--to", "2027-12", "--between", "20", "--and", "20");
        none.ExitCode.ShouldBe(0);
        none.Output.ShouldContain("0 events moved 0 figures; findings: 0");
    }

    [Fact]
    public async Task A_figure_that_moved_by_itself_is_a_finding()
    {
        using var pool = await Recorded();
        await using (var command = postgres.DataSource.CreateCommand(
            $"update ledger.fund_total set amount_fen = amount_fen + 7 where pool = '{pool.Code}' and fund = 'resident' and line = 'income.premium'"))
            await command.ExecuteNonQueryAsync(Cancellation);

        var run = await pool.Run("diff", "--pool", pool.Code, "--from", "2027-01", "--to", "2027-01", "--between", "6", "--json");

        run.ExitCode.ShouldBe(1);
        var finding = run.Json.GetProperty("findings")[0];
        (finding.GetProperty("name").GetString(), finding.GetProperty("figure").GetString(), finding.GetProperty("sum").GetString())
            .ShouldBe(("resident:income.premium", "70.07", "70.00"));
    }

    [Fact]
    public async Task For_people_it_is_tables_and_a_line_an_event()
    {
        using var pool = await Recorded();
        var run = await pool.Run("diff", "--pool", pool.Code, "--from", "2027-01", "--to", "2027-02", "--between", "6");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldStartWith($"pool {pool.Code}, 2027-01 to 2027-02, from position 6 to position 8\n");
        run.Output.ShouldContain("resident:income.premium +70.00  P-2");
        run.Output.ShouldContain("resident:expenditure.benefits.inpatient -120.00  H33082500001:2027:paid -120.00");
        run.Output.ShouldNotContain("resident:closing ");
    }

    [Theory]
    [InlineData("Option '--between' is required", "--from", "2027-01", "--to", "2027-01")]
    [InlineData("'x' must be a position of the log", "--from", "2027-01", "--to", "2027-01", "--between", "x")]
    [InlineData("to 2027-01 is before from 2027-02", "--from", "2027-02", "--to", "2027-01", "--between", "1")]
    [InlineData("position 8 is after position 5", "--from", "2027-01", "--to", "2027-01", "--between", "8", "--and", "5")]
    [InlineData("is not opened in pool", "--from", "2027-01", "--to", "2027-01", "--between", "5", "--fund", "medical-aid")]
    public async Task What_cannot_be_meant_is_refused_in_one_line(string says, params string[] options)
    {
        using var pool = await Recorded();
        var run = await pool.Run("diff", ["--pool", pool.Code, .. options]);

        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(says);
    }

    private async Task<TestPool> Recorded()
    {
        var pool = await TestPool.Opened(postgres);
        foreach (var rows in (string[])[First, Second]) (await pool.Import(rows)).ExitCode.ShouldBe(0);
        return pool;
    }

    private static (string? Before, string? After, string? Difference) Figure(JsonElement answer, string name)
    {
        var figure = answer.GetProperty("institutions").EnumerateArray().First(one =>
            one.GetProperty("figure").GetString() == name && one.GetProperty("year").GetInt32() == 2027);
        return (figure.GetProperty("before").GetString(), figure.GetProperty("after").GetString(), figure.GetProperty("difference").GetString());
    }
}
