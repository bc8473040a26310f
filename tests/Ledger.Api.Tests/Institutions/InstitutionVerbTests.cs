using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Institutions;

/// <summary>The statement that an institution checks by hand.</summary>
[Collection(VerbsCollection.Name)]
public sealed class InstitutionVerbTests(PostgresFixture postgres)
{
    private const string First = TwoHospitals.First;

    [Fact]
    public async Task Every_month_has_what_moved_and_what_was_outstanding_at_its_end()
    {
        using var pool = await TwoHospitals.In(postgres);

        var resident = await Fund(pool, "resident");

        resident.GetProperty("months").EnumerateArray().Select(Line).ShouldBe(
        [
            "2027-01 paid 50.00, prepaid 2000.00 | prepayment 2000.00",
            "2027-02 settled 1500.00 | settlement 1500.00, prepayment 2000.00",
            "2027-03 paid 1000.00, paid-of-settlements 1000.00, prepayment-returned 500.00 | settlement 500.00, prepayment 1500.00",
            "2027-04 paid 600.00, withheld 30.00 | settlement 500.00, prepayment 1500.00, deposit 30.00",
            "2027-05 paid 700.00, clawback-ordered 200.00 | settlement 500.00, prepayment 1500.00, deposit 30.00, clawback 200.00",
            "2027-06 clawback-recovered 80.00 | settlement 500.00, prepayment 1500.00, deposit 30.00, clawback 120.00",
        ]);
        Amounts(resident.GetProperty("total")).ShouldBe(
            "settled 1500.00, paid 2350.00, paid-of-settlements 1000.00, withheld 30.00, prepaid 2000.00, "
            + "prepayment-returned 500.00, clawback-ordered 200.00, clawback-recovered 80.00");
        Amounts(resident.GetProperty("opening")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_fund_that_paid_another_leg_has_a_statement_of_its_own()
    {
        using var pool = await TwoHospitals.In(postgres);

        (await Fund(pool, "employee")).GetProperty("months").EnumerateArray().Select(Line)
            .ShouldBe(["2027-04 paid 100.00 | "]);
    }

    [Fact]
    public async Task What_was_outstanding_at_the_end_of_a_year_opens_the_next()
    {
        using var pool = await TwoHospitals.In(postgres);

        Amounts((await Fund(pool, "resident", "2028")).GetProperty("opening"))
            .ShouldBe("settlement 500.00, prepayment 1500.00, deposit 30.00, clawback 120.00");
    }

    [Fact]
    public async Task The_table_has_a_row_an_item_that_moved_and_a_column_a_month()
    {
        using var pool = await TwoHospitals.In(postgres);

        var run = await pool.Run("institution", "--pool", pool.Code, "--institution", First, "--year", "2027");

        run.ExitCode.ShouldBe(0, run.Errors);
        var rows = run.Output.Split('\n')
            .Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        rows.ShouldContain("2027-01 2027-02 2027-03 2027-04 2027-05 2027-06 year");
        rows.ShouldContain("paid 50.00 0.00 1000.00 600.00 700.00 0.00 2350.00");
        run.Output.ShouldNotContain("refused");
    }

    private static async Task<JsonElement> Fund(TestPool pool, string fund, string year = "2027") =>
        (await pool.Read("institution", "--institution", First, "--year", year)).GetProperty("funds").EnumerateArray()
            .Single(row => row.GetProperty("fund").GetString() == fund);

    private static string Line(JsonElement month) =>
        $"{month.GetProperty("month").GetString()} {Amounts(month.GetProperty("items"))} | {Amounts(month.GetProperty("outstanding"))}";

    private static string Amounts(JsonElement amounts) => string.Join(", ", amounts.EnumerateObject()
        .Where(row => row.Value.GetString() != "0.00").Select(row => $"{row.Name} {row.Value.GetString()}"));
}
