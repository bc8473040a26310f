using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Accounting;

/// <summary>The books as accounts: they balance, and an unrelated program that reads the journal agrees.</summary>
[Collection(VerbsCollection.Name)]
public sealed class TrialBalanceTests(PostgresFixture postgres)
{
    public static TheoryData<string> Samples => ["longyou-2025q1", "zhoushan-2021", "year-in-the-life"];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_two_sides_of_every_fund_are_equal(string sample)
    {
        using var pool = await Loaded(sample);

        var accounts = await Accounts(pool);

        accounts.Count.ShouldBeGreaterThan(5);
        foreach (var fund in accounts.GroupBy(account => account.GetProperty("fund").GetString()))
        {
            fund.Sum(account => Amount(account, "debit")).ShouldBe(fund.Sum(account => Amount(account, "credit")));
            fund.Sum(account => Amount(account, "balance")).ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Every_account_stands_once_under_its_full_name(string sample)
    {
        using var pool = await Loaded(sample);

        (await Accounts(pool)).Select(account => account.GetProperty("account").GetString()).ShouldBeUnique();
    }

    [Fact]
    public async Task The_bank_has_what_came_in_less_what_went_out()
    {
        using var pool = await Loaded("longyou-2025q1");

        var accounts = await Accounts(pool);

        accounts.Where(account => account.GetProperty("account").GetString()!
                .StartsWith("employee:bank:", StringComparison.Ordinal))
            .Sum(account => Amount(account, "balance")).ShouldBe(1532630900.00m);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Hledger_adds_up_the_exported_journal_to_the_same_balances(string sample)
    {
        Requirement.Check(File.Exists("/usr/bin/hledger"), "hledger is not installed (Debian: apt-get install hledger)");
        using var pool = await Loaded(sample);
        var journal = pool.Path("books.journal");
        (await pool.Run("export", "--pool", pool.Code, "--to", "hledger", "--out", journal)).ExitCode.ShouldBe(0);

        var hledger = await ProcessRun.Finish(ProcessRun.Start(new ProcessStartInfo("/usr/bin/env",
            ["LC_ALL=C.UTF-8", "hledger", "-f", journal, "balance", "-N", "--flat", "-O", "csv"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }));

        hledger.ExitCode.ShouldBe(0, hledger.Errors);
        var theirs = hledger.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(
                cells => cells[0].Trim('"'),
                cells => decimal.Parse(cells[1].Trim('"').Replace(" CNY", "", StringComparison.Ordinal),
                    CultureInfo.InvariantCulture));
        var ours = (await Accounts(pool)).ToDictionary(
            account => account.GetProperty("account").GetString()!, account => Amount(account, "balance"));
        theirs.OrderBy(row => row.Key, StringComparer.Ordinal)
            .ShouldBe(ours.OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    private async Task<TestPool> Loaded(string sample)
    {
        var pool = new TestPool(postgres);
        var run = await pool.Run("sample", sample, "--pool", pool.Code);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    private static async Task<List<JsonElement>> Accounts(TestPool pool) =>
        [.. (await pool.Run("trial-balance", "--pool", pool.Code, "--json")).Json.GetProperty("accounts").EnumerateArray()];

    private static decimal Amount(JsonElement account, string name) =>
        decimal.Parse(account.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
