using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.Benchmarks;

/// <summary><c>./ledger bench [NAME] [--events N]</c>: speed and size, each beside its baseline in the same run.</summary>
public static class BenchVerb
{
    private const long EventsDefault = 100_000;
    private const long EventsMin = 1_000;

    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = $"One of {string.Join(", ", BenchRun.Names)}; all of them without it",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.AcceptOnlyFromAmong([.. BenchRun.Names]);
        var events = new Option<long>("--events")
        {
            Description = "Events in the pool that is measured", DefaultValueFactory = _ => EventsDefault,
        };
        var json = JsonOutput.CreateOption();
        var verb = new Command("bench", "Measure speed and size in a database of its own, which is dropped afterwards")
        {
            name, events, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var count = result.GetValue(events);
            if (count < EventsMin) throw new UserError($"--events {count}: at least {EventsMin} are needed to measure anything");
            var answer = await BenchRun.Run(result.GetValue(name), count,
                result.InvocationConfiguration.Error, cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger bench read-balance --events 100000 --json");
    }

    private static void Print(TextWriter output, BenchmarksAnswer answer)
    {
        var table = PlainConsole.Table("benchmark", "events", "value", "p99", "baseline", "unit", "ratio", "reach", "met");
        foreach (var row in answer.Benchmarks)
        {
            table.AddRow(new Text(row.Name), Right(row.Events), Right(row.Value), Right(row.P99), Right(row.Baseline), new Text(row.Unit),
                Right(row.Ratio), new Text(row.Reach), new Text(row.Met ? "yes" : "no"));
        }
        PlainConsole.On(output).WriteSection("Benchmarks", table);
    }

    private static Text Right(double? value) =>
        FigureVerbs.Right(value?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) ?? "");
}
