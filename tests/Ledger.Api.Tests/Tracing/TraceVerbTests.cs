using System.Globalization;
using System.Text.Json;
using Ledger.Api.Tests.Institutions;
using Ledger.Testing;

namespace Ledger.Api.Tests.Tracing;

/// <summary>A figure, the events behind it, and what it says where the two differ.</summary>
[Collection(VerbsCollection.Name)]
public sealed class TraceVerbTests(PostgresFixture postgres)
{
    private const string Rows = """
        kind,document,voucher,fund,amount,date,payer,category,original,reason,business_from,business_to
        premium_received,P-1,V-1,resident,500.00,2027-01-10,individual,,,,2027-01-01,2027-12-31
        reimbursement_paid,R-1,,resident,120.00,2027-01-20,,inpatient,,,2027-01-02,
        entry_reversed,E-1,,,,2027-02-01,,,P-1,keyed twice,,
        """;

    private const string Late = """
        kind,document,fund,amount,date,payer
        premium_received,P-2,resident,70.00,2027-01-05,individual
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closing_is_its_events_each_with_its_sign_and_what_is_known_of_it()
    {
        using var pool = await Recorded();
        var answer = await pool.Read("trace", "--fund", "resident", "--line", "closing", "--from", "2027-01-01", "--to", "2027-01-31");

        answer.GetProperty("figure").GetString().ShouldBe("1000380.00");
        answer.GetProperty("formula").GetString().ShouldBe("closing = opening + opening.adjusted + surplus");
        answer.GetProperty("inputs").EnumerateArray().Select(input => $"{input.GetProperty("name")} {input.GetProperty("figure")}")
            .ShouldBe(["opening 1000000.00", "opening.adjusted 0.00", "surplus 380.00"]);
        Counts(answer, "closing").ShouldBe(["O-3 1000000.00", "P-1 500.00", "R-1 -120.00"]);
        var premium = answer.GetProperty("events")[1];
        premium.GetProperty("position").GetInt64().ShouldBe(5);
        premium.GetProperty("kind").GetString().ShouldBe("premium_received");
        premium.GetProperty("voucher").GetString().ShouldBe("V-1");
        premium.GetProperty("date").GetString().ShouldBe("2027-01-10");
        premium.GetProperty("businessTo").GetString().ShouldBe("2027-12-31");
        premium.GetProperty("amount").GetString().ShouldBe("500.00");
        premium.GetProperty("actor").GetString().ShouldNotBeNullOrEmpty();
        var logged = (await pool.Events())[4];
        premium.GetProperty("recorded").GetString().ShouldBe(logged.GetProperty("recorded").GetString());
        var sum = answer.GetProperty("sums")[0];
        (sum.GetProperty("figure").GetString(), sum.GetProperty("sum").GetString(), sum.GetProperty("events").GetInt64(), sum.GetProperty("difference").GetString())
            .ShouldBe(("1000380.00", "1000380.00", 3, "0.00"));
    }

    [Fact]
    public async Task A_reversal_counts_against_what_it_names_and_an_event_of_other_dates_is_not_there()
    {
        using var pool = await Recorded();
        var answer = await pool.Read("trace", "--fund", "resident", "--line", "income.premium", "--from", "2027-01-01", "--to", "2027-02-28");

        Counts(answer, "income.premium").ShouldBe(["P-1 500.00", "E-1 -500.00"]);
        answer.GetProperty("events")[1].GetProperty("original").GetString().ShouldBe("P-1");
        answer.GetProperty("figure").GetString().ShouldBe("0.00");
    }

    [Fact]
    public async Task What_was_recorded_late_is_behind_the_figure_of_now_and_not_behind_that_of_then()
    {
        using var pool = await Recorded();
        (await pool.Import(Late)).ExitCode.ShouldBe(0);
        string[] question = ["--fund", "resident", "--line", "income.total", "--from", "2027-01-01", "--to", "2027-01-31"];

        Counts(await pool.Read("trace", question), "income.total").ShouldBe(["P-1 500.00", "P-2 70.00"]);
        Counts(await pool.Read("trace", [.. question, "--position", "7"]), "income.total").ShouldBe(["P-1 500.00"]);
    }

    [Fact]
    public async Task Months_are_traced_by_what_is_divided_and_by_what()
    {
        using var pool = await Recorded();
        var answer = await pool.Read("trace", "--fund", "resident", "--line", "months", "--to", "2027-01-31");

        answer.GetProperty("figure").GetString().ShouldBe("8336.50");
        answer.GetProperty("policy").GetString().ShouldBe("ytd-average-total");
        answer.GetProperty("sums").EnumerateArray().Select(sum => $"{sum.GetProperty("name")} {sum.GetProperty("sum")}")
            .ShouldBe(["numerator 1000380.00", "denominator 120.00"]);
        Counts(answer, "denominator").ShouldBe(["R-1 120.00"]);
        Counts(answer, "numerator").ShouldBe(["O-3 1000000.00", "P-1 500.00", "R-1 -120.00"]);
    }

    [Theory]
    [InlineData("--fund", "resident", "--line", "balance", "--to", "2027-01-31")]
    [InlineData("--account", "resident:bank:expenditure-account")]
    [InlineData("--account", "resident:expenditure:benefits:inpatient", "--to", "2027-01-31")]
    [InlineData("--fund", "resident", "--line", "total")]
    public async Task Other_figures_of_a_fund_are_their_events_too(params string[] question)
    {
        using var pool = await Recorded();
        var answer = await pool.Read("trace", question);

        answer.GetProperty("events").GetArrayLength().ShouldBeGreaterThan(0);
        answer.GetProperty("sums")[0].GetProperty("difference").GetString().ShouldBe("0.00");
        answer.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Every_figure_of_an_institution_is_what_the_budget_report_shows_and_what_its_events_make()
    {
        using var pool = await TwoHospitals.In(postgres);
        var report = (await pool.Read("budget", "--year", "2027", "--institution", TwoHospitals.First)).GetProperty("institutions")[0];
        var events = 0;
        foreach (var figure in report.EnumerateObject().Where(figure => figure.Name is not ("institution" or "year")))
        {
            var answer = await pool.Read("trace", "--institution", TwoHospitals.First, "--year", "2027", "--figure", figure.Name);
            answer.GetProperty("figure").GetString().ShouldBe(
                figure.Value.ValueKind == JsonValueKind.Null ? null : figure.Value.ToString(), figure.Name);
            answer.GetProperty("findings").GetArrayLength().ShouldBe(0);
            events += answer.GetProperty("events").GetArrayLength();
        }
        events.ShouldBeGreaterThan(20);
        var averages = await pool.Read("trace", "--institution", TwoHospitals.First, "--year", "2027", "--figure", "averageCost");
        averages.GetProperty("formula").GetString().ShouldBe("averageCost = averaged.medicalCost / visits");
        Counts(averages, "visits").ShouldBe(["S-1 20"]);
        var region = await pool.Read("trace", "--year", "2027", "--figure", "paid");
        region.GetProperty("findings").GetArrayLength().ShouldBe(0);
        (await pool.Run("accesses", "--pool", pool.Code)).Output.ShouldContain("./ledger trace");
    }

    [Theory]
    [InlineData("update ledger.fund_total set amount_fen = amount_fen + 1 where pool = '{0}' and fund = 'resident' and line = 'income.premium'",
        "--fund", "resident", "--line", "income.premium", "--to", "2027-01-31")]
    [InlineData("update ledger.institution_year set paid_fen = paid_fen + 1 where pool = '{0}'",
        "--institution", "H33082500001", "--year", "2027", "--figure", "paid")]
    public async Task A_figure_that_was_tampered_with_is_a_finding_with_both_sums(string sql, params string[] question)
    {
        using var pool = await Recorded();
        (await pool.Import("""
            kind,document,fund,amount,date,institution,category
            reimbursement_paid,R-2,resident,30.00,2027-02-03,H33082500001,inpatient
            """)).ExitCode.ShouldBe(0);
        var good = await pool.Run("trace", ["--pool", pool.Code, "--json", .. question]);
        good.ExitCode.ShouldBe(0, good.Errors);
        await using (var command = postgres.DataSource.CreateCommand(string.Format(CultureInfo.InvariantCulture, sql, pool.Code)))
            (await command.ExecuteNonQueryAsync(Cancellation)).ShouldBeGreaterThan(0);

        var run = await pool.Run("trace", ["--pool", pool.Code, "--json", .. question]);

        run.ExitCode.ShouldBe(1);
        var finding = run.Json.GetProperty("findings").EnumerateArray().ShouldHaveSingleItem();
        (Amount(finding, "figure") - Amount(finding, "sum")).ShouldNotBe(0);
        (Amount(finding, "figure") - Amount(finding, "sum")).ShouldBe(Amount(run.Json.GetProperty("sums")[0], "difference"));
        var text = await pool.Run("trace", ["--pool", pool.Code, .. question]);
        text.ExitCode.ShouldBe(1);
        text.Output.ShouldContain("finding: ");
    }

    [Fact]
    public async Task For_people_it_is_a_line_an_event_and_what_they_come_to()
    {
        using var pool = await Recorded();
        var run = await pool.Run("trace", "--pool", pool.Code, "--fund", "resident", "--line", "surplus", "--to", "2027-01-31");

        var lines = run.Output.Split('\n');
        lines[0].ShouldBe($"surplus = 380.00, pool {pool.Code}, resident, 2027-01-01 to 2027-01-31, position 7");
        lines[1].ShouldBe("  surplus = income.total - expenditure.total");
        lines.Count(line => line.Contains("reimbursement_paid", StringComparison.Ordinal) && line.Contains("surplus -120.00  R-1", StringComparison.Ordinal)).ShouldBe(1);
        lines[^2].ShouldBe("surplus: 2 events come to 380.00; the figure is 380.00; difference 0.00");
    }

    [Theory]
    [InlineData("say which figure")]
    [InlineData("say which figure", "--line", "closing", "--fund", "resident", "--figure", "paid", "--year", "2027")]
    [InlineData("name the fund", "--line", "closing")]
    [InlineData("name the year", "--figure", "paid")]
    [InlineData("has no line 'income.premia'", "--fund", "resident", "--line", "income.premia")]
    [InlineData("has no line 'closing.pooled'", "--fund", "employee", "--line", "closing.pooled")]
    [InlineData("is not opened in pool", "--fund", "medical-aid", "--line", "closing")]
    [InlineData("there is no account 'resident:gold'", "--account", "resident:gold")]
    [InlineData("there is no figure 'gold'", "--year", "2027", "--figure", "gold")]
    [InlineData("policy 'x' is not known", "--fund", "resident", "--line", "months", "--policy", "x")]
    [InlineData("is before from", "--fund", "resident", "--line", "closing", "--from", "2027-02-01", "--to", "2027-01-01")]
    public async Task What_cannot_be_traced_is_refused_in_one_line(string says, params string[] question)
    {
        using var pool = await Recorded();
        var run = await pool.Run("trace", ["--pool", pool.Code, .. question]);

        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(says);
        run.Output.ShouldBeEmpty();
    }

    // Positions 1 to 4 open the books.
    private async Task<TestPool> Recorded()
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import(Rows);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    private static decimal Amount(JsonElement row, string name) =>
        decimal.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Counts(JsonElement answer, string name) => answer.GetProperty("events").EnumerateArray()
        .Where(one => one.GetProperty("counts").TryGetProperty(name, out _))
        .Select(one => $"{one.GetProperty("document").GetString()} {one.GetProperty("counts").GetProperty(name).GetString()}");
}
