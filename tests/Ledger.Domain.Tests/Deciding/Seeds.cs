using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>
/// Runs a property on random values. A failure prints its seed, such as <c>(1143,57)</c>; the environment
/// variable <c>LEDGER_PROPERTY_SEED</c> with that text runs the same values again, and
/// <c>LEDGER_PROPERTY_RUNS</c> says how many.
/// </summary>
internal static partial class Seeds
{
    private const string SeedVariable = "LEDGER_PROPERTY_SEED";
    private const string RunsVariable = "LEDGER_PROPERTY_RUNS";
    private const int RunsDefault = 150;

    internal static void Check<T>(Arbitrary<T> values, Action<T> property) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Runs()).WithReplay(Replay()), Prop.ForAll(values, property));

    private static int Runs() =>
        int.TryParse(Environment.GetEnvironmentVariable(RunsVariable), CultureInfo.InvariantCulture, out var runs)
            ? runs
            : RunsDefault;

    private static FSharpOption<Replay>? Replay()
    {
        var text = Environment.GetEnvironmentVariable(SeedVariable);
        if (string.IsNullOrEmpty(text)) return null;
        var match = SeedText().Match(text);
        if (!match.Success) throw new FormatException($"{SeedVariable} '{text}' is not a seed, such as (1143,57)");
        return new Replay(
            new Rnd(
                ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
                ulong.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)),
            FSharpOption<int>.None);
    }

    [GeneratedRegex(@"^\(?(\d+),\s*(\d+)\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex SeedText();
}
