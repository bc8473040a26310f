using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.People;

/// <summary><c>./ledger duplicates --pool P --year Y</c>: what was paid twice (重复享受).</summary>
public static class DuplicatesVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var year = CommonOptions.Year("The year of care", required: true);
        var json = JsonOutput.CreateOption();
        var verb = new Command("duplicates", "Care or bills that were paid under two documents") { pool, year, json };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "duplicates", null, cancellationToken);
            var answer = await new PeopleFigures(ledger, known.Of(result)).Duplicates(
                result.GetValue(pool), result.GetValue(year)!.Value, cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
            return answer.Findings.Count > 0 ? ExitCodes.Finding : ExitCodes.Fine;
        });
        return verb.WithExample("./ledger duplicates --pool 330825 --year 2025");
    }

    private static void Print(TextWriter output, DuplicatesAnswer answer)
    {
        var table = PlainConsole.Table(
            "policy", "person", "day", "institution", "category", "first", "paid", "second", "paid again");
        foreach (var row in answer.Findings)
        {
            table.AddRow(new Text(row.Policy), new Text(row.Person), new Text(row.Day), new Text(row.Institution ?? ""),
                new Text(row.Category), new Text(row.First.Document), FigureVerbs.Right(row.First.Amount),
                new Text(row.Second.Document), FigureVerbs.Right(row.Second.Amount));
        }
        var more = answer.More ? ", and more" : "";
        PlainConsole.On(output).WriteSection($"Paid twice in {answer.Year}, pool {answer.Pool}, "
            + $"position {answer.Position}: {answer.Findings.Count}{more}", table);
    }
}
