using System.Diagnostics;
using Ledger.Testing;

namespace Ledger.Api.Tests.Proofs;

/// <summary>A pool with a key that signs it, checkpoints of its own, and both verifiers of proofs.</summary>
internal static class SigningPool
{
    internal static async Task<TestPool> Open(PostgresFixture postgres)
    {
        var pool = await TestPool.Opened(postgres);
        await Keys(pool);
        return pool;
    }

    internal static async Task Keys(TestPool pool)
    {
        pool.Settings["LEDGER_KEYS"] = pool.Path("keys");
        pool.Settings["LEDGER_CHECKPOINTS"] = pool.Path("checkpoints");
        (await pool.Run("keys", "--name", "ledger.test")).ExitCode.ShouldBe(0);
    }

    // What a verb prints names files without the folder of the pool.
    internal static async Task<string> Checkpoint(TestPool pool) =>
        pool.Path((await pool.Run("checkpoint", "--pool", pool.Code, "--json")).Json.GetProperty("file").GetString()!);

    /// <returns>The exit codes of this program and of the one in Python.</returns>
    internal static async Task<(int Ours, int Pythons)> Verify(TestPool pool, string file)
    {
        var key = System.IO.Path.Combine(pool.Settings["LEDGER_KEYS"]!, "ledger.test.pub");
        var ours = await pool.Run("verify", file, "--public-key", key);
        // What is no proof at all is refused in one line.
        ours.ErrorLines.Count.ShouldBeLessThanOrEqualTo(1);
        var python = await ProcessRun.Finish(ProcessRun.Start(new ProcessStartInfo(
            "python3", [Repository.Path("docs", "verify", "verify.py"), file, key])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }));
        python.Errors.ShouldBeEmpty();
        return (ours.ExitCode, python.ExitCode);
    }
}
