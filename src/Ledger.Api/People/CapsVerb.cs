using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.People;

/// <summary><c>./ledger caps --pool P --year Y</c>: who received more than a cap allows.</summary>
public static class CapsVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var year = CommonOptions.Year("The year of care", required: true);
        var cap = new Option<string?>("--cap") { Description = "Only this cap, whether or not the pool applies it" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("caps", "Persons and days over the caps that the pool applies") { pool, year, cap, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "caps", null, cancellationToken);
            var answer = await new PeopleFigures(ledger).Caps(
                result.GetValue(pool), result.GetValue(year)!.Value, result.GetValue(cap), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
            return answer.Findings.Count > 0 ? ExitCodes.Finding : ExitCodes.Fine;
        });
        return verb.WithExample("./ledger caps --pool 330825 --year 2025")
            .WithExample("./ledger caps --pool 330825 --year 2025 --cap outpatient-resident-330");
    }

    private static void Print(TextWriter output, CapsAnswer answer)
    {
        var console = PlainConsole.On(output);
        if (answer.Caps.Count == 0)
        {
            console.WriteLine($"Pool {answer.Pool} applies no caps (capSets in data/caps.json)");
            return;
        }
        var table = PlainConsole.Table("policy", "person", "day", "fund", "paid", "cap", "over");
        foreach (var row in answer.Findings)
        {
            table.AddRow(new Text(row.Policy), new Text(row.Person), new Text(row.Day ?? ""), new Text(row.Fund),
                FigureVerbs.Right(row.Amount), FigureVerbs.Right(row.Limit), FigureVerbs.Right(row.Over));
        }
        var more = answer.More ? ", and more" : "";
        console.WriteSection($"Over {answer.Caps.Count} caps in {answer.Year}, pool {answer.Pool}, "
            + $"position {answer.Position}: {answer.Findings.Count}{more}", table);
    }
}
