using Ledger.Testing;

namespace Ledger.Api.Tests.Periods;

/// <summary>
/// The books of <see cref="TestPool.Opened"/> with entries of January to March 2027, positions 5 to 8.
/// </summary>
internal static class ClosePool
{
    internal const string Header = "kind,document,fund,amount,date,bank_date,business_from,payer,category,account";

    internal static async Task<TestPool> With3Months(PostgresFixture postgres)
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import($"""
            {Header}
            premium_received,P-1,resident,500.00,2027-01-20,,,individual,,
            premium_received,P-2,resident,300.00,2027-02-20,,,individual,,
            reimbursement_paid,S-1,resident,80.00,2027-02-28,,,,inpatient,
            premium_received,P-3,resident,200.00,2027-03-10,,,individual,,
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    internal static Task<VerbRun> Close(this TestPool pool, string month, params string[] options) =>
        pool.Run("close", ["--pool", pool.Code, "--period", month, .. options]);

    internal static Task<VerbRun> Reopen(this TestPool pool, string month, params string[] options) =>
        pool.Run("reopen", ["--pool", pool.Code, "--period", month, "--reason", "a late bank statement", .. options]);
}
