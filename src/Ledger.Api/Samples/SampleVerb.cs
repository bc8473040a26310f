using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Samples;

/// <summary>
/// <c>./ledger sample NAME</c>: runs the verbs that load a sample, and ends at the first that does not end well. Every
/// step may be repeated or is passed over when it is done, so running it again goes on from where it stopped.
/// </summary>
public static class SampleVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A folder of samples/ with a sample.json" };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] option }]) result.AddError($"there is no option {option}");
        });
        var pool = new Option<PoolCode?>("--pool")
        {
            Description = "Load it into this pool instead of its own",
            CustomParser = result => PoolOf(result.Tokens[0].Value, result.AddError),
        };
        var verb = new Command("sample", "Load a sample: run the verbs that its sample.json lists") { name, pool };
        verb.SetAction((result, cancellationToken) =>
            Run(result, result.GetValue(name)!, result.GetValue(pool), cancellationToken));
        return verb.WithExample("./ledger sample year-in-the-life");
    }

    private static PoolCode? PoolOf(string text, Action<string> addError)
    {
        if (PoolCode.TryParse(text, out var pool)) return pool;
        addError(UserLanguage.Say($"'{text}' must be {PoolCode.Form.English}", $"“{text}”应为{PoolCode.Form.Chinese}"));
        return null;
    }

    private static async Task<int> Run(ParseResult verb, string name, PoolCode? into, CancellationToken cancellationToken)
    {
        var sample = SampleSteps.Read(name);
        var pool = into ?? PoolCode.Of(sample.Pool);
        foreach (var step in sample.Steps)
        {
            var exitCode = await Run(verb, name, pool, step, cancellationToken);
            if (exitCode != ExitCodes.Fine) return exitCode;
        }
        return ExitCodes.Fine;
    }

    /// <summary>One step: what it says, what came of it, and its exit code.</summary>
    internal static async Task<int> Run(
        ParseResult verb, string name, PoolCode pool, SampleStep step, CancellationToken cancellationToken)
    {
        var (output, errors) = (verb.InvocationConfiguration.Output, verb.InvocationConfiguration.Error);
        var said = step.Run.Replace("{sample}", $"samples/{name}", StringComparison.Ordinal)
            .Replace("{pool}", pool.Text, StringComparison.Ordinal);
        if (step.If is { } rehearsal && await LedgerCommand.Run(
            SampleSteps.Arguments(rehearsal, name, pool), TextWriter.Null, TextWriter.Null, cancellationToken) != ExitCodes.Fine)
        {
            await output.WriteLineAsync($"{said} (passed over: done before)");
            return ExitCodes.Fine;
        }
        await output.WriteLineAsync(said);
        return await LedgerCommand.Run(SampleSteps.Arguments(step.Run, name, pool), output, errors, cancellationToken);
    }
}
