using Ledger.Testing;

namespace Ledger.Api.Tests.Corrections;

/// <summary><c>./ledger correct</c>: both happen or neither does, and one line says why not.</summary>
[Collection(VerbsCollection.Name)]
public sealed class CorrectVerbTests(PostgresFixture postgres)
{
    private static readonly string[] _wrongAmount =
        ["--kind", "reimbursement_paid", "--document", "S-1", "--reason", "digits swapped"];

    [Fact]
    public async Task A_wrong_amount_is_reversed_and_recorded_anew_in_one_voucher()
    {
        using var pool = await Paid();

        var answer = await pool.Read("correct", [.. _wrongAmount, "--fund", "resident", "--amount", "120.00"]);

        answer.GetProperty("position").GetInt64().ShouldBe(12);
        Lines(answer, "reversed").ShouldBe(
        [
            "9 reimbursement_paid S-1 resident 210.00 2027-02-01", "10 reimbursement_paid S-1 employee 5.00 2027-02-01",
        ]);
        Lines(answer, "recorded").ShouldBe(
        [
            "11 reimbursement_paid S-1-C1 resident 120.00 2027-03-01",
            "12 reimbursement_paid S-1-C1 employee 5.00 2027-03-01",
        ]);
        (await pool.Documents(from: 9)).ShouldBe(["S-1-C1", "S-1-C1", "S-1-C1", "S-1-C1"]);
        (await Balance(pool, "resident")).ShouldBe("999880.00");
    }

    [Fact]
    public async Task Asked_again_it_answers_the_same_and_records_nothing()
    {
        using var pool = await Paid();
        string[] options = [.. _wrongAmount, "--fund", "resident", "--amount", "120.00"];
        var first = await pool.Read("correct", options);
        await pool.Import($"{TestPool.Header}\ninterest_credited,I-2,,resident,0.01,2027-04-01,,,,\n");
        var before = await pool.Tables();

        var again = await pool.Read("correct", options);

        Lines(again, "reversed").ShouldBe(Lines(first, "reversed"));
        Lines(again, "recorded").ShouldBe(Lines(first, "recorded"));
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_correction_is_corrected_under_the_next_number()
    {
        using var pool = await Paid();
        await pool.Read("correct", [.. _wrongAmount, "--fund", "resident", "--amount", "120.00"]);

        var answer = await pool.Read("correct", "--kind", "reimbursement_paid", "--document", "S-1-C1", "--reason",
            "wrong hospital", "--institution", "H33082500002");

        Lines(answer, "recorded").ShouldBe(
        [
            "15 reimbursement_paid S-1-C2 resident 120.00 2027-03-01",
            "16 reimbursement_paid S-1-C2 employee 5.00 2027-03-01",
        ]);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        using var pool = await Paid();
        var before = await pool.Tables();

        var run = await pool.Run("correct",
            ["--pool", pool.Code, .. _wrongAmount, "--category", "outpatient", "--dry-run"]);

        run.Errors.ShouldBeEmpty();
        run.Output.ShouldContain("recorded reimbursement_paid S-1-C1: resident 210.00 on 2027-03-01");
        run.Output.ShouldEndWith("dry run: nothing was written\n");
        (await pool.Tables()).ShouldBe(before);
    }

    public static TheoryData<string, string[]> Refused => new()
    {
        { "has no reimbursement_paid S-9", ["--kind", "reimbursement_paid", "--document", "S-9", "--note", "x"] },
        { "has no premium_received S-1", ["--kind", "premium_received", "--document", "S-1", "--note", "x"] },
        { "'payment' is not a kind of entry", ["--kind", "payment", "--document", "S-1", "--note", "x"] },
        { "O-1 cannot be reversed", ["--kind", "fund_opened", "--document", "O-1", "--note", "x"] },
        { "nothing is changed", ["--kind", "reimbursement_paid", "--document", "S-1"] },
        { "say with --fund", ["--kind", "reimbursement_paid", "--document", "S-1", "--amount", "1.00"] },
        {
            "has no leg of fund maternity",
            ["--kind", "reimbursement_paid", "--document", "S-1", "--fund", "maternity", "--amount", "1.00"]
        },
        {
            "--amount: '1,00' has a thousands separator",
            ["--kind", "reimbursement_paid", "--document", "S-1", "--fund", "resident", "--amount", "1,00"]
        },
        {
            "reimbursement_paid S-2 is recorded already with other content",
            ["--kind", "reimbursement_paid", "--document", "S-1", "--note", "x", "--new-document", "S-2"]
        },
        {
            "2027-01-31 is before 2027-02-01",
            ["--kind", "reimbursement_paid", "--document", "S-1", "--note", "x", "--date", "2027-01-31"]
        },
        {
            "fund resident would fall to -0.01",
            ["--kind", "reimbursement_paid", "--document", "S-2", "--amount", "999790.02"]
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_corrected_is_one_line_and_nothing_is_written(string says, string[] options)
    {
        using var pool = await Paid();
        var before = await pool.Tables();

        var run = await pool.Run("correct", ["--pool", pool.Code, "--reason", "mistaken", .. options]);

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(says);
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
        (await pool.Tables()).ShouldBe(before);
    }

    private async Task<TestPool> Paid()
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import($"""
            {TestPool.Header}
            reimbursement_paid,S-1,,resident,210.00,2027-02-01,H33082500001,,inpatient,
            reimbursement_paid,S-1,,employee,5.00,2027-02-01,H33082500001,,inpatient,
            reimbursement_paid,S-2,,resident,0.01,2027-02-02,H33082500001,,inpatient,
            interest_credited,I-1,,resident,0.01,2027-03-01,,,,
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    private static IReadOnlyList<string> Lines(System.Text.Json.JsonElement answer, string name) =>
    [
        .. answer.GetProperty(name).EnumerateArray().Select(line => string.Join(' ',
            line.EnumerateObject().Select(property => property.Value.ToString()))),
    ];

    private static async Task<string?> Balance(TestPool pool, string fund) =>
        (await pool.Read("balance", "--fund", fund)).GetProperty("funds")[0].GetProperty("balance").GetString();
}
