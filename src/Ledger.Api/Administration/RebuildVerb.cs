using System.CommandLine;
using System.Text.Json.Nodes;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;
using Ledger.Projections.Rebuilding;
using Spectre.Console;

namespace Ledger.Api.Administration;

/// <summary><c>./ledger rebuild</c>: makes the read models again from the log, or checks that they are what it says.</summary>
public static class RebuildVerb
{
    private const string Fold = "fold";
    private const string Sql = "sql";

    public static Command Create()
    {
        var pool = CommonOptions.OnlyPool();
        var check = new Option<bool>("--check") { Description = "Change nothing; exit 1 when a row differs from the log" };
        var way = new Option<string>("--by")
        {
            Description = "fold: all tables, event by event; sql: those that are sums, summed in the database",
            DefaultValueFactory = _ => Fold,
        };
        way.AcceptOnlyFromAmong(Fold, Sql);
        var json = JsonOutput.CreateOption();
        var verb = new Command("rebuild", "Make the figures again from the log, and name what differed")
        {
            pool, check, way, json,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var (keep, by) = (!result.GetValue(check), result.GetValue(way) == Sql ? RebuildWay.Sql : RebuildWay.Fold);
            var rebuilt = new List<RebuiltPool>();
            foreach (var one in await Pools(ledger, result.GetValue(pool), cancellationToken))
                rebuilt.Add(await Rebuild(ledger, one, by, keep, cancellationToken));
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(json)) result.WriteJson(new RebuildAnswer([.. rebuilt.Select(RebuiltPoolAnswer.Of)]));
            else foreach (var one in rebuilt) Print(output, one, keep);
            return !keep && rebuilt.Any(one => one.Differing > 0) ? ExitCodes.Finding : ExitCodes.Fine;
        });
        return verb.WithExample("./ledger rebuild --check").WithExample("./ledger rebuild --check --by sql")
            .WithExample("./ledger rebuild --pool 330825");
    }

    private static async Task<IReadOnlyList<PoolCode>> Pools(
        LedgerContext ledger, PoolCode? only, CancellationToken cancellationToken)
    {
        if (only is not { } pool) return [.. (await ledger.Store.Pools(cancellationToken)).Select(head => head.Pool)];
        await ledger.NeedEntries(pool, cancellationToken);
        return [pool];
    }

    private static async Task<RebuiltPool> Rebuild(
        LedgerContext ledger, PoolCode pool, RebuildWay way, bool keep, CancellationToken cancellationToken)
    {
        try
        {
            var rebuilt = await new PoolRebuild(ledger.Database, ledger.Store, new(ledger.Chart))
                .Run(pool, way, ledger.WriterWait, keep, cancellationToken);
            // Whether they are those of the log is said by verify, which holds them to what was signed too.
            if (keep) await new InstitutionTrees(ledger.Database).Remake(pool, cancellationToken);
            return rebuilt;
        }
        catch (PoolBusyException busy)
        {
            throw new UserError(busy.Message);
        }
    }

    private static void Print(TextWriter output, RebuiltPool rebuilt, bool kept)
    {
        var title = $"pool {rebuilt.Pool}: {rebuilt.Position} events replayed, {rebuilt.Tables} tables compared: "
            + (rebuilt.Differing, kept) switch
            {
                (0, _) => "nothing differs",
                (var rows, true) => $"{rows} {Rows(rows)} differed and {(rows == 1 ? "is" : "are")} now what the log says",
                (var rows, false) => $"{rows} {Rows(rows)} {(rows == 1 ? "differs" : "differ")} from the log; "
                    + $"./ledger rebuild --pool {rebuilt.Pool} mends {(rows == 1 ? "it" : "them")}",
            };
        if (rebuilt.Differing == 0)
        {
            output.WriteLine(title);
            return;
        }
        var table = PlainConsole.Table("table", "key", "was", "by the log");
        foreach (var row in rebuilt.Differences)
            table.AddRow(new Text(row.Table), new Text(row.Key), new Text(row.Live ?? "no row"), new Text(row.Rebuilt ?? "no row"));
        if (rebuilt.Differing > rebuilt.Differences.Count)
            table.AddRow(new Text($"and {rebuilt.Differing - rebuilt.Differences.Count} more"));
        PlainConsole.On(output).WriteSection(title, table);
    }

    private static string Rows(long count) => count == 1 ? "row" : "rows";
}

/// <summary>The JSON of <c>rebuild</c>.</summary>
public sealed record RebuildAnswer(IReadOnlyList<RebuiltPoolAnswer> Pools);

/// <param name="Pool">The pool.</param>
/// <param name="Events">How many events were replayed.</param>
/// <param name="Position">The position of the last.</param>
/// <param name="Tables">How many tables were compared.</param>
/// <param name="Differing">How many rows differ.</param>
/// <param name="Differences">The first 1,000 of them.</param>
public sealed record RebuiltPoolAnswer(string Pool, long Events, long Position, int Tables, long Differing,
    IReadOnlyList<RowDifferenceAnswer> Differences)
{
    internal static RebuiltPoolAnswer Of(RebuiltPool rebuilt) => new(rebuilt.Pool.Text, rebuilt.Position,
        rebuilt.Position, rebuilt.Tables, rebuilt.Differing, [.. rebuilt.Differences.Select(RowDifferenceAnswer.Of)]);
}

/// <param name="Table">The table.</param>
/// <param name="Key">The columns of the row's key but the pool.</param>
/// <param name="Live">Its other columns as they were; null where there was no such row.</param>
/// <param name="Rebuilt">As the log says; null where there should be no such row.</param>
public sealed record RowDifferenceAnswer(string Table, JsonNode? Key, JsonNode? Live, JsonNode? Rebuilt)
{
    internal static RowDifferenceAnswer Of(RowDifference row) =>
        new(row.Table, JsonNode.Parse(row.Key), Node(row.Live), Node(row.Rebuilt));

    private static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);
}
