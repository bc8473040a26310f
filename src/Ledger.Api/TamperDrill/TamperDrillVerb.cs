using System.CommandLine;
using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Importing;
using Ledger.Domain;
using Spectre.Console;

namespace Ledger.Api.TamperDrill;

/// <summary>
/// <c>./ledger tamper-drill</c>: shows that what somebody does who owns the database is caught, on a copy of a pool in a
/// database of its own. The pool itself is only read.
/// </summary>
public static class TamperDrillVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.OnlyPool();
        var json = JsonOutput.CreateOption();
        var verb = new Command("tamper-drill", "Tamper with a copy of a pool in every way, and say what caught it") { pool, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var answer = await ConsoleProgress.Run(result.InvocationConfiguration.Error,
                progress => Run(result.GetValue(pool), progress, cancellationToken));
            if (result.GetValue(json)) result.WriteJson(answer);
            else foreach (var one in answer.Pools) Print(result.InvocationConfiguration.Output, one);
            return answer.Ok ? ExitCodes.Fine : ExitCodes.Finding;
        });
        return verb.WithExample("./ledger tamper-drill --pool 330825");
    }

    private static async Task<DrillAnswer> Run(PoolCode? only, IImportProgress progress, CancellationToken cancellationToken)
    {
        await using var ledger = await LedgerContext.Open(cancellationToken);
        if (only is { } named) await ledger.NeedEntries(named, cancellationToken);
        var pools = only is { } one ? [one] : (await ledger.Store.Pools(cancellationToken)).Select(head => head.Pool).ToList();
        var drilled = new List<DrilledPoolAnswer>();
        foreach (var pool in pools)
        {
            await ledger.NoteAccess(pool, "tamper-drill", subject: null, cancellationToken);
            await using var copy = await TemporaryDatabase.Create("drill", cancellationToken);
            await PoolCopy.Make(ledger.Database, copy.Owner, pool, cancellationToken);
            drilled.Add(await new Drill(copy, pool).Run(progress, cancellationToken));
        }
        return new(drilled.TrueForAll(one => one.Deeds.All(deed => deed.Caught)), drilled);
    }

    private static void Print(TextWriter output, DrilledPoolAnswer drilled)
    {
        var missed = drilled.Deeds.Count(deed => !deed.Caught);
        output.WriteLine(UserLanguage.Say(
            $"pool {drilled.Pool}, a copy of {drilled.Events} events: {drilled.Deeds.Count} deeds, {(missed == 0 ? "all caught" : $"{missed} not caught")}",
            $"统筹区 {drilled.Pool},{drilled.Events} 个事件的副本:{drilled.Deeds.Count} 种篡改,{(missed == 0 ? "全部发现" : $"{missed} 种未发现")}"));
        var table = PlainConsole.Table("deed", "caught by", "seconds", "found first");
        foreach (var deed in drilled.Deeds)
        {
            table.AddRow(new Text(deed.What),
                new Text(deed.Caught ? string.Join(", ", deed.CaughtBy.Select(one => one.Check)) : UserLanguage.Say("NOT CAUGHT", "未发现")),
                new Text(deed.Caught ? deed.CaughtBy.Min(one => one.Seconds).ToString("0.000", CultureInfo.InvariantCulture) : ""),
                new Text(deed.Caught ? PlainLine.Of(deed.CaughtBy[0].Found) : ""));
        }
        PlainConsole.On(output).Write(table);
    }
}
