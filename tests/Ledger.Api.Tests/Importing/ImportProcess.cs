using System.Diagnostics;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>Imports in a process of their own, as a user runs them, into the database of a test.</summary>
internal sealed class ImportProcess(PostgresFixture postgres, string file)
{
    /// <summary>Starts an import that may be killed.</summary>
    public Process Start(string pool)
    {
        var start = new ProcessStartInfo(ProcessRun.Program, ["import", file, "--pool", pool, "--json"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LEDGER_DB"] = postgres.ConnectionString;
        return ProcessRun.Start(start);
    }

    /// <summary>Runs an import to its end, which must be a good one.</summary>
    public async Task<(long Accepted, long Duplicates)> Run(string pool)
    {
        var run = await ProcessRun.Finish(Start(pool));
        run.ExitCode.ShouldBe(0, run.Errors);
        var result = JsonDocument.Parse(run.Output).RootElement;
        result.GetProperty("rejected").GetInt64().ShouldBe(0);
        return (result.GetProperty("accepted").GetInt64(), result.GetProperty("duplicates").GetInt64());
    }
}
