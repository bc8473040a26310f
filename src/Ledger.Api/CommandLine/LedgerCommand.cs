using System.CommandLine;

namespace Ledger.Api.CommandLine;

/// <summary>The command line: every verb, its help, and how errors reach the user.</summary>
public static class LedgerCommand
{
    /// <summary>Runs one verb. Errors are one line on <paramref name="errors"/>, never a stack trace.</summary>
    /// <returns>The exit code of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(string[] arguments, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        var root = new RootCommand("Ledger: the books of public medical-insurance funds (医疗保障基金)");
        foreach (var verb in Verbs.All()) root.Subcommands.Add(verb);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            await errors.WriteLineAsync($"ledger: {parsed.Errors[0].Message} (see ./ledger --help)");
            return ExitCodes.Usage;
        }
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (UserError error)
        {
            await errors.WriteLineAsync($"ledger: {error.Message}");
            return error.ExitCode;
        }
    }
}
