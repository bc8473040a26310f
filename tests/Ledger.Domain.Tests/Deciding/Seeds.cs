using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>
/// Runs a property on values drawn from a seed: the same ones at every run, so that a change is judged by itself.
/// <c>LEDGER_PROPERTY_SEED=random</c> draws new ones, and a failure prints its seed, such as <c>(1143,57)</c>, with
/// which the variable runs the same values again; <c>LEDGER_PROPERTY_RUNS</c> says how many.
/// </summary>
internal static partial class Seeds
{
    private const string SeedVariable = "LEDGER_PROPERTY_SEED";
    private const string RunsVariable = "LEDGER_PROPERTY_RUNS";
    private const int RunsDefault = 150;
    private const string SeedDefault = "(20261122,57)";
    private const string Random = "random";

    /// <param name="times">How many times as often as usual.</param>
    internal static void Check<T>(Arbitrary<T> values, Action<T> property, int times = 1) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Runs() * times).WithReplay(Replay()), Prop.ForAll(values, property));

    private static int Runs() =>
        int.TryParse(Environment.GetEnvironmentVariable(RunsVariable), CultureInfo.InvariantCulture, out var runs)
            ? runs
            : RunsDefault;

    private static FSharpOption<Replay>? Replay()
    {
        var text = Environment.GetEnvironmentVariable(SeedVariable);
        if (text == Random) return null;
        if (string.IsNullOrEmpty(text)) text = SeedDefault;
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
