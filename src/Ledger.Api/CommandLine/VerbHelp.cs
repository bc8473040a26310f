using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Ledger.Api.CommandLine;

/// <summary>
/// Help that ends with examples to copy: a line that works says more than its options one by one.
/// </summary>
public static class VerbHelp
{
    private static readonly ConditionalWeakTable<Command, List<string>> Examples = [];

    /// <summary>Adds a line to the examples that the verb's <c>--help</c> ends with.</summary>
    public static Command WithExample(this Command verb, string line)
    {
        Examples.GetOrCreateValue(verb).Add(line);
        return verb;
    }

    internal static HelpOption CreateOption()
    {
        var option = new HelpOption();
        option.Action = new HelpWithExamples((HelpAction)option.Action!);
        return option;
    }

    internal static IReadOnlyList<string> ExamplesOf(Command verb) =>
        Examples.TryGetValue(verb, out var examples) ? examples : [];

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        // As the built-in help does: asked for help, a verb does not complain of what else is missing.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = help.Invoke(parseResult);
            var examples = ExamplesOf(parseResult.CommandResult.Command);
            if (examples.Count == 0) return exitCode;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in examples) output.WriteLine($"  {example}");
            output.WriteLine();
            return exitCode;
        }
    }
}
