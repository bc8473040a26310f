using System.CommandLine;
using Ledger.Api.CommandLine;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace Ledger.Api.Identity;

/// <summary><c>./ledger accesses --pool P</c>: who looked at single institutions and persons, or took the log away.</summary>
public static class AccessesVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var from = CommonOptions.Day("--from", "First day, in China (default: all)");
        var to = CommonOptions.Day("--to", "Last day, in China (default: today)");
        var json = JsonOutput.CreateOption();
        var verb = new Command("accesses", "Who looked at what of single institutions and persons, or took the log away")
        {
            pool, from, to, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var first = result.GetValue(from) is { } day ? ChinaTime.EndOf(day.PlusDays(-1)) : Instant.FromUnixTimeSeconds(0);
            var end = result.GetValue(to) is { } last ? ChinaTime.EndOf(last) : SystemClock.Instance.GetCurrentInstant();
            var accesses = new List<AccessAnswer>();
            await foreach (var one in new AccessLog(ledger.Database).Of(result.GetValue(pool), first, end, cancellationToken))
                accesses.Add(new(InstantPattern.ExtendedIso.Format(one.At), one.Who, one.What, one.Subject));
            var answer = new AccessesAnswer(result.GetValue(pool).Text, accesses);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger accesses --pool 330825 --from 2026-11-01");
    }

    private static void Print(TextWriter output, AccessesAnswer answer)
    {
        var table = PlainConsole.Table("at", "who", "what", "subject");
        foreach (var one in answer.Accesses)
        {
            table.AddRow(new Text(one.At), new Text(PlainLine.Of(one.Who)), new Text(one.What),
                new Text(PlainLine.Of(one.Subject ?? "")));
        }
        PlainConsole.On(output).WriteSection($"Who looked at what, pool {answer.Pool}", table);
    }
}

public sealed record AccessesAnswer(string Pool, IReadOnlyList<AccessAnswer> Accesses);

/// <param name="At">The instant, in UTC.</param>
/// <param name="What">The route or the verb.</param>
/// <param name="Subject">The institution, the person or the stream; null where it is all of the pool.</param>
public sealed record AccessAnswer(string At, string Who, string What, string? Subject);
