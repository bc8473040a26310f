using Ledger.Api.CommandLine;

namespace Ledger.Api.Tests;

/// <summary>What one run of the command line ended with and printed.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Errors)
{
    public static async Task<CommandLineRun> Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await LedgerCommand.Run(arguments, output, errors, TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), errors.ToString());
    }
}
