using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>A pool whose rule flags overdrafts: what happened is recorded, and the fund below zero is named.</summary>
[Collection(VerbsCollection.Name)]
public sealed class FlaggedOverdraftTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_fact_that_takes_a_fund_below_zero_is_recorded_and_flagged()
    {
        using var pool = await Flagging();
        var run = await pool.Import(Paying("1000000.01"), "--json");

        run.ExitCode.ShouldBe(0);
        run.ErrorLines.ShouldBe(["fund resident went below zero; the pool's rule only flags it"]);
        run.Json.ShouldBeJson("""
            {"accepted":1,"duplicates":0,"rejected":0,"position":5,"errors":[],"overdrawn":["resident"]}
            """);
        (await pool.Read("balance", "--fund", "resident")).GetProperty("funds")[0].GetProperty("balance").GetString()
            .ShouldBe("-0.01");
    }

    [Fact]
    public async Task The_last_fen_of_a_fund_is_no_overdraft()
    {
        using var pool = await Flagging();
        var run = await pool.Import(Paying("1000000.00"), "--json");

        run.Errors.ShouldBeEmpty();
        run.Json.ShouldBeJson("""{"accepted":1,"duplicates":0,"rejected":0,"position":5,"errors":[]}""");
    }

    [Fact]
    public async Task Sent_again_it_is_a_repeat_and_not_another_overdraft()
    {
        using var pool = await Flagging();
        await pool.Import(Paying("1000000.01"));
        var run = await pool.Import(Paying("1000000.01"), "--json");

        run.Errors.ShouldBeEmpty();
        run.Json.ShouldBeJson("""{"accepted":0,"duplicates":1,"rejected":0,"position":5,"errors":[]}""");
    }

    [Fact]
    public async Task A_pool_that_the_rule_does_not_name_refuses_it()
    {
        using var pool = await TestPool.Opened(postgres);
        pool.Settings["LEDGER_DATA"] = Rules(pool, "999999");
        var run = await pool.Import(Paying("1000000.01"), "--json");

        run.ExitCode.ShouldBe(1);
        run.Json.GetProperty("rejected").GetInt32().ShouldBe(1);
        run.Json.TryGetProperty("overdrawn", out _).ShouldBeFalse();
    }

    private static string Paying(string amount) => $"""
        kind,document,fund,amount,date,category,institution
        reimbursement_paid,S-1,resident,{amount},2027-02-01,inpatient,H33082500017
        """;

    private async Task<TestPool> Flagging()
    {
        var pool = await TestPool.Opened(postgres);
        pool.Settings["LEDGER_DATA"] = Rules(pool, pool.Code);
        return pool;
    }

    // The delivered data with one more row of the overdraft ruling.
    private static string Rules(TestPool pool, string flagging)
    {
        var folder = Directory.CreateDirectory(pool.Path("data")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "data")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var path = Path.Combine(folder, "rules.json");
        const string ruling = "\"overdraft\": [";
        var delivered = File.ReadAllText(path);
        delivered.ShouldContain(ruling);
        File.WriteAllText(path, delivered.Replace(ruling,
            $$"""{{ruling}} { "policy": "overdraft-flag", "pools": ["{{flagging}}"], "imported": "flag" },"""));
        return folder;
    }
}
