using System.Text.Json;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Tests;

/// <summary>What a verb, run in this process, printed and how it ended.</summary>
public sealed record VerbRun(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<VerbRun> Of(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exitCode = await LedgerCommand.Run(arguments, output, errors,
            TestContext.Current.CancellationToken);
        var run = new VerbRun(exitCode, output.ToString(), errors.ToString());
        // Whatever a test is about, a stack trace in front of a user fails it.
        (run.Output + run.Errors).ShouldNotContain("   at ");
        return run;
    }

    /// <summary>Runs a verb with environment variables set, and puts them back.</summary>
    public static async Task<VerbRun> With(
        IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var before = environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in environment) Environment.SetEnvironmentVariable(name, value);
            return await Of(arguments);
        }
        finally
        {
            foreach (var (name, value) in before) Environment.SetEnvironmentVariable(name, value);
        }
    }
}
