using System.Diagnostics;
using Ledger.Api.Database;

namespace Ledger.Testing;

/// <summary>What a command printed and how it ended.</summary>
public sealed record ProcessRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>The ledger's program as the tests were built with it, without the launcher.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Ledger.Api");

    /// <summary>Runs a verb to its end.</summary>
    public static Task<ProcessRun> Ledger(LedgerHome home, params string[] arguments) =>
        Finish(Start(home, Program, arguments));

    public static Process Start(LedgerHome home, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment[LedgerHome.Variable] = home.Path;
        start.Environment.Remove("LEDGER_DB");
        return Start(start);
    }

    public static Process Start(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>
    /// Reads both streams to their ends: a server that held one open would make this fail by its limit.
    /// </summary>
    public static async Task<ProcessRun> Finish(Process process)
    {
        using var limit = new CancellationTokenSource(Limit);
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProcessRun(process.ExitCode, await output, await errors);
        }
    }
}
