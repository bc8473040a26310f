using Ledger.Testing;

namespace Ledger.Api.Tests.Institutions;

[Collection(VerbsCollection.Name)]
public sealed class AgesVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Each_balance_has_its_oldest_day_its_buckets_and_what_is_overdue()
    {
        using var pool = await TwoHospitals.In(postgres);

        (await pool.Read("ages", "--as-of", "2027-07-01")).ShouldBeJson($$"""
            {"pool":"{{pool.Code}}","asOf":"2027-07-01","position":24,"policy":"ages-30-90-180-365","ages":[
                {"kind":"settlement","fund":"resident","holder":"H33082500001","outstanding":"500.00",
                 "oldest":"2027-02-28","days":123,"overdue":"0.00",
                 "buckets":{"0-30":"0.00","31-90":"0.00","91-180":"500.00","181-365":"0.00","366+":"0.00"} },
                {"kind":"clawback","fund":"resident","holder":"H33082500001","outstanding":"120.00",
                 "oldest":"2027-05-10","days":52,"overdue":"120.00",
                 "buckets":{"0-30":"0.00","31-90":"120.00","91-180":"0.00","181-365":"0.00","366+":"0.00"} },
                {"kind":"prepayment","fund":"resident","holder":"H33082500001","outstanding":"1500.00",
                 "oldest":"2027-01-05","days":177,"overdue":"0.00",
                 "buckets":{"0-30":"0.00","31-90":"0.00","91-180":"1500.00","181-365":"0.00","366+":"0.00"} },
                {"kind":"deposit","fund":"resident","holder":"H33082500001","outstanding":"30.00",
                 "oldest":"2027-04-10","days":82,"overdue":"0.00",
                 "buckets":{"0-30":"0.00","31-90":"30.00","91-180":"0.00","181-365":"0.00","366+":"0.00"} }]}
            """);
    }

    [Fact]
    public async Task A_claim_is_not_overdue_on_the_day_it_is_due()
    {
        using var pool = await TwoHospitals.In(postgres);

        (await Overdue(pool, "2027-06-10")).ShouldBe("0.00");
        (await Overdue(pool, "2027-06-11")).ShouldBe("120.00");
    }

    [Fact]
    public async Task What_moved_after_the_day_of_the_question_is_not_counted()
    {
        using var pool = await TwoHospitals.In(postgres);

        var ages = (await pool.Read("ages", "--kind", "settlement", "--institution", TwoHospitals.First,
            "--as-of", "2027-03-14")).GetProperty("ages");

        ages.GetArrayLength().ShouldBe(1);
        ages[0].GetProperty("outstanding").GetString().ShouldBe("1500.00");
    }

    [Fact]
    public async Task The_table_has_a_column_a_bucket()
    {
        using var pool = await TwoHospitals.In(postgres);

        var run = await pool.Run("ages", "--pool", pool.Code, "--kind", "deposit", "--as-of", "2027-07-01");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["kind", "holder", "fund", "outstanding", "since", "days", "overdue", "0-30", "31-90", "91-180", "181-365", "366+"]);
        run.Output.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["deposit", "H33082500001", "resident", "30.00", "2027-04-10", "82", "0.00", "0.00", "30.00", "0.00", "0.00", "0.00"]);
    }

    private static async Task<string?> Overdue(TestPool pool, string asOf) =>
        (await pool.Read("ages", "--kind", "clawback", "--as-of", asOf)).GetProperty("ages")[0]
            .GetProperty("overdue").GetString();
}
