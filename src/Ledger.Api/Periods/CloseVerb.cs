using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Recording;
using Spectre.Console;

namespace Ledger.Api.Periods;

/// <summary><c>./ledger close --pool P --period M</c>: closes a month, and all before it (结账).</summary>
public static class CloseVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var period = CommonOptions.Month("--period", "The month, yyyy-MM; every month before it is closed with it");
        var hard = new Option<bool>("--hard") { Description = "Only approval may reopen it" };
        var reason = ReasonOption.Create("Why, as it is recorded", required: false);
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what is unusual and write nothing" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("close", "Close a month: nothing dated in it is recorded any more")
        {
            pool, period, hard, reason, dryRun, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var actor = Actor.FromEnvironment();
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            var answer = await new PeriodRecorder(ledger, result.GetValue(pool), actor).Close(result.GetValue(period),
                result.GetValue(hard), result.GetValue(reason), result.GetValue(dryRun), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else await Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger close --pool 330825 --period 2025-03 --dry-run");
    }

    private static async Task Print(TextWriter output, CloseAnswer answer)
    {
        await output.WriteLineAsync(answer.Written
            ? $"pool {answer.Pool}: {answer.Period} is closed ({answer.Category}); the first open date is "
                + $"{answer.FirstOpenDate}; position {answer.Position}"
            : $"dry run for pool {answer.Pool}: {answer.Period} can be closed ({answer.Category}); nothing was written");
        if (answer.Unusual.Count == 0)
        {
            await output.WriteLineAsync("nothing unusual");
            return;
        }
        var table = PlainConsole.Table("check", "fund", "date", "amount", "what");
        foreach (var row in answer.Unusual)
        {
            table.AddRow(new Text(row.Check), new Text(row.Fund ?? ""),
                new Text(row.Until is null ? row.Date ?? "" : $"{row.Date} to {row.Until}"),
                FigureVerbs.Right(row.Amount ?? ""), new Text(PlainLine.Of(row.What)));
        }
        PlainConsole.On(output).WriteSection($"Unusual in {answer.Period}", table);
    }
}
