using Ledger.Testing;

namespace Ledger.Api.Tests.TamperDrill;

/// <summary>The detection matrix, as anybody can run it: each deed on a copy is caught, and by the checks that are named.</summary>
[Collection(VerbsCollection.Name)]
public sealed class TamperDrillVerbTests(PostgresFixture postgres)
{
    private const string Verify = "verify";
    private const string Checkpoint = "checkpoint";
    private const string Rebuild = "rebuild --check";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, string[]> _matrix = new()
    {
        ["amount"] = [Verify, Checkpoint, Rebuild],
        ["date"] = [Verify, Checkpoint, Rebuild],
        ["actor"] = [Verify, Checkpoint],
        ["metadata"] = [Verify, Checkpoint],
        ["instant"] = [Verify, Checkpoint],
        ["leaf"] = [Verify],
        ["node"] = [Verify],
        ["head"] = [Verify],
        ["head-back"] = [Verify, Checkpoint, Rebuild],
        ["figure"] = [Rebuild],
        ["institution"] = [Verify],
        ["event-deleted"] = [Verify, Checkpoint, Rebuild],
        ["tail-deleted"] = [Verify, Checkpoint, Rebuild],
        ["stream-deleted"] = [Verify, Checkpoint, Rebuild],
        ["swapped"] = [Verify, Checkpoint, Rebuild],
        ["inserted"] = [Verify],
        ["inserted-with-head"] = [Verify, Rebuild],
        ["rewritten"] = [Checkpoint],
        ["cut-off"] = [Checkpoint],
    };

    [Fact]
    public async Task Every_deed_is_caught_by_the_checks_that_are_named_and_the_pool_itself_is_not_touched()
    {
        using var pool = new TestPool(postgres);
        var rows = string.Concat(Enumerable.Range(0, 300).Select(number =>
            $"reimbursement_paid,R-{number},resident,{number + 1}.00,2027-02-{1 + number % 28:00},H3308250000{number % 7},inpatient\n"));
        (await pool.Import($"""
            kind,document,fund,amount,date,institution,category
            fund_opened,O-1,resident,,2027-01-01,,
            opening_balance_recorded,O-2,resident,1000000.00,2027-01-01,,
            {rows}
            """.ReplaceLineEndings("\n").TrimEnd() + "\n")).Errors.ShouldBeEmpty();
        var before = (await pool.Run("verify", "--pool", pool.Code, "--json")).Json.GetProperty("root").GetString();

        var run = await pool.Run("tamper-drill", "--pool", pool.Code, "--json");

        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        run.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        var deeds = run.Json.GetProperty("pools")[0].GetProperty("deeds").EnumerateArray().ToDictionary(
            deed => deed.GetProperty("deed").GetString()!,
            deed => string.Join(", ", deed.GetProperty("caughtBy").EnumerateArray().Select(one => one.GetProperty("check").GetString())));
        deeds.ShouldBe(_matrix.ToDictionary(one => one.Key, one => string.Join(", ", one.Value)), ignoreOrder: true);
        (await pool.Run("verify", "--pool", pool.Code, "--json")).Json.GetProperty("root").GetString().ShouldBe(before);
        (await Databases()).ShouldBe(0);
    }

    [Fact]
    public async Task A_pool_that_was_tampered_with_already_is_said_and_no_drill_is_made_of_it()
    {
        using var pool = await TestPool.Opened(postgres);
        await using (var command = postgres.DataSource.CreateCommand(Tampering.With(
            $"update ledger.mt_events_{pool.Code} set user_name = 'another' where seq_id = 3")))
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }
        var run = await pool.Run("tamper-drill", "--pool", pool.Code);
        (run.ExitCode, run.ErrorLines.ShouldHaveSingleItem()).ShouldBe((1,
            $"ledger: pool {pool.Code} is not as it was recorded, without any deed (verify: 3: the event is not what was recorded); "
            + $"run ./ledger verify --pool {pool.Code} and ./ledger rebuild --check --pool {pool.Code}"));
        (await Databases()).ShouldBe(0);
    }

    [Fact]
    public async Task A_pool_without_entries_is_refused()
    {
        using var pool = new TestPool(postgres);
        (await pool.Run("tamper-drill", "--pool", pool.Code)).ErrorLines.ShouldHaveSingleItem().ShouldContain($"pool {pool.Code} has no entries");
    }

    private async Task<long> Databases()
    {
        await using var command = postgres.DataSource.CreateCommand("select count(*) from pg_database where datname like 'ledger_drill_%'");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
