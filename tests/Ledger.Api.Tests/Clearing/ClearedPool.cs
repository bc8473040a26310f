using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Clearing;

/// <summary>Pools whose year 2025 is to be cleared, with figures that are worked out by hand.</summary>
internal static class ClearedPool
{
    public const string First = "H33082500001";
    public const string Second = "H33082500002";
    public const string Third = "H33082500003";

    private const string Header =
        "kind,document,fund,amount,date,institution,original,category,budget_year,points,count,direction,method,reason\n";

    /// <summary>
    /// A budget of 100,000.00 of the region; settled 45,000.00 for 100 points, 25,000.00 for 50 and 21,000.00 for 40.
    /// </summary>
    public static Task<TestPool> ByPoints(PostgresFixture postgres) => Of(postgres, $"""
        fund_opened,O-1,employee,,2025-01-01,,,,,,,,,
        opening_balance_recorded,O-2,employee,1000000.00,2025-01-01,,,,,,,,,
        budget_allotted,B-1,employee,90000.00,2025-01-02,,,,2025,,,,,
        budget_adjusted,B-2,employee,10000.00,2025-07-02,,,,2025,,,up,,
        settlement_recorded,S-1,employee,45000.00,2025-06-30,{First},,inpatient,,100,,,,
        settlement_recorded,S-2,employee,25000.00,2025-06-30,{Second},,inpatient,,50,,,,
        settlement_recorded,S-3,employee,21000.00,2025-06-30,{Third},,inpatient,,40,,,,
        settlement_recorded,S-4,employee,777.00,2025-06-30,{Third},,pharmacy,,40,,,,
        deposit_withheld,W-1,employee,2000.00,2025-06-30,{First},S-1,,,,,,,
        fact_recorded,F-1,employee,,2025-07-01,{First},,score,,,95,,,
        fact_recorded,F-2,employee,,2025-12-31,{First},,score,,,85,,,
        """);

    /// <summary>Budgets of 1,000.00, 1,000.00 and 500.00, of which 900.00, 1,300.00 and 500.00 were paid.</summary>
    public static Task<TestPool> ByBudget(PostgresFixture postgres) => Of(postgres, $"""
        fund_opened,O-1,resident,,2025-01-01,,,,,,,,,
        opening_balance_recorded,O-2,resident,1000000.00,2025-01-01,,,,,,,,,
        budget_allotted,B-1,resident,1000.00,2025-01-02,{First},,,2025,,,,,
        budget_allotted,B-2,resident,1000.00,2025-01-02,{Second},,,2025,,,,,
        budget_allotted,B-3,resident,500.00,2025-01-02,{Third},,,2025,,,,,
        reimbursement_paid,P-1,resident,900.00,2025-06-30,{First},,inpatient,,,,,,
        reimbursement_paid,P-2,resident,1300.00,2025-06-30,{Second},,outpatient,,,,,,
        reimbursement_paid,P-3,resident,500.00,2025-12-31,{Third},,inpatient,,,,,,
        """);

    public static async Task Add(this TestPool pool, string rows)
    {
        var run = await pool.Import(Header + rows + "\n");
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    /// <summary>Runs the verb on 2025.</summary>
    public static Task<VerbRun> Clear(this TestPool pool, string policy, params string[] options) =>
        pool.Run("clear", ["--pool", pool.Code, "--year", "2025", "--policy", policy, .. options]);

    /// <summary>Runs the verb on 2025, which must end well, and gives its JSON.</summary>
    public static async Task<JsonElement> Cleared(this TestPool pool, string policy, params string[] options)
    {
        var run = await pool.Clear(policy, ["--json", .. options]);
        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        return run.Json;
    }

    /// <summary>A sample policy, with parts of its text replaced, as a file of the pool.</summary>
    public static string Policy(this TestPool pool, string sample, params (string From, string To)[] changes)
    {
        var text = File.ReadAllText(Sample(sample));
        foreach (var (from, to) in changes)
        {
            text.ShouldContain(from);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }
        return pool.Write($"policy-{changes.Length}-{sample}.json", text);
    }

    public static string Sample(string name) => Repository.Path($"data/clearing/{name}.json");

    /// <summary>The figure of each institution under that name.</summary>
    public static IEnumerable<string?> Each(this JsonElement answer, string name) =>
        answer.GetProperty("institutions").EnumerateArray().Select(one => one.GetProperty(name).GetString());

    private static async Task<TestPool> Of(PostgresFixture postgres, string rows)
    {
        var pool = new TestPool(postgres);
        await pool.Add(rows);
        return pool;
    }
}
