using System.CommandLine;
using Ledger.Api.Database;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;
using Npgsql;

namespace Ledger.Api.CommandLine;

/// <summary>The command line: every verb, its help, and how errors reach the user.</summary>
public static class LedgerCommand
{
    /// <summary>Set to anything, it shows the stack trace of an error that is not the user's.</summary>
    private const string DebugVariable = "LEDGER_DEBUG";

    private const int Interrupted = 130;

    /// <summary>
    /// Runs one verb. Errors are one line on <paramref name="errors"/>, never a stack trace.
    /// </summary>
    /// <returns>The exit code of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(string[] arguments, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        // No verb at all asks what there is.
        var root = Create();
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            var verb = parsed.CommandResult.Command;
            var line = verb == root
                ? UserLanguage.Say($"there is no verb {string.Join(' ', parsed.UnmatchedTokens)} (see ./ledger --help)",
                    $"没有命令 {string.Join(' ', parsed.UnmatchedTokens)} (参见 ./ledger --help)")
                : UserLanguage.Say($"{parsed.Errors[0].Message} (see ./ledger {verb.Name} --help)",
                    $"{parsed.Errors[0].Message} (参见 ./ledger {verb.Name} --help)");
            await errors.WriteLineAsync($"ledger: {PlainLine.Of(line)}");
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
            await errors.WriteLineAsync($"ledger: {PlainLine.Of(error.Message)}");
            return error.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception error) when (!Debugging && error is (UnreadableEventException or LogTreeException or InstitutionTreesException))
        {
            await errors.WriteLineAsync($"ledger: {PlainLine.Of(error.Message)}");
            return ExitCodes.Finding;
        }
        catch (NpgsqlException error) when (!Debugging)
        {
            var line = DatabaseErrors.Line(error);
            await errors.WriteLineAsync($"ledger: the database fails: {line} (see ./ledger doctor)");
            return ExitCodes.Usage;
        }
        catch (Exception error) when (!Debugging)
        {
            var line = PlainLine.Of(error.Message);
            await errors.WriteLineAsync($"ledger: {error.GetType().Name}: {line} "
                + $"(a fault of the program; {DebugVariable}=1 shows where)");
            return ExitCodes.Usage;
        }
    }

    private static bool Debugging => Environment.GetEnvironmentVariable(DebugVariable) is { Length: > 0 };

    private static Command Create()
    {
        // Not a RootCommand: that one takes its name from the program's file.
        const string what = "Ledger: the books of public medical-insurance funds (医疗保障基金)";
        var root = new Command("./ledger", what)
        {
            VerbHelp.CreateOption(),
            new VersionOption(),
        };
        root.WithExample("./ledger demo").WithExample("./ledger VERB --help");
        foreach (var verb in Verbs.All()) root.Subcommands.Add(verb);
        return root;
    }
}
