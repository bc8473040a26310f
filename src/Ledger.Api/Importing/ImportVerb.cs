using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Recording;

namespace Ledger.Api.Importing;

/// <summary><c>./ledger import FILE… --pool P</c>: loads events files, all or nothing.</summary>
public static class ImportVerb
{
    public static Command Create()
    {
        var files = CommonOptions.Files("Events files (CSV)");
        var pool = CommonOptions.Pool();
        var format = new Option<string>("--format") { Description = "The files' format", DefaultValueFactory = _ => "events" };
        format.AcceptOnlyFromAmong("events");
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide every row and write nothing" };
        var skipBad = new Option<string?>("--skip-bad")
        {
            Description = "Write the good rows, and the bad ones with their reasons to this file",
        };
        var batches = new Option<bool>("--batches")
        {
            Description = $"Commit every {Importer.BatchCommitRows} rows, for very long files",
        };
        var encoding = new Option<string?>("--encoding") { Description = "utf-8 (default) or gb18030, as Excel in China writes" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("import", "Load events files into a pool: all of it or nothing")
        {
            files, pool, format, dryRun, skipBad, batches, encoding, json,
        };
        verb.SetAction((result, cancellationToken) => Run(result, result.GetValue(files)!, result.GetValue(encoding),
            result.GetValue(pool), new(result.GetValue(dryRun), result.GetValue(skipBad), result.GetValue(batches)),
            result.GetValue(json), cancellationToken));
        return verb.WithExample("./ledger import samples/longyou-2025q1/events.csv --pool 330825");
    }

    private static async Task<int> Run(ParseResult verb, string[] paths, string? encoding, Domain.PoolCode pool,
        ImportOptions options, bool json, CancellationToken cancellationToken)
    {
        var files = paths.Select(path => EventsFile.Open(path, encoding)).ToList();
        var actor = Actor.FromEnvironment();
        var errors = verb.InvocationConfiguration.Error;
        await using var ledger = await LedgerContext.Open(cancellationToken);
        var result = await ConsoleProgress.Run(errors,
            progress => new Importer(ledger, actor, progress).Run(files, pool, options, cancellationToken));
        foreach (var error in result.Errors) await errors.WriteLineAsync(PlainLine.Of(error.ToString()));
        foreach (var fund in result.Overdrawn ?? [])
            await errors.WriteLineAsync(PlainLine.Of($"fund {fund} went below zero; the pool's rule only flags it"));
        if (json) verb.WriteJson(result);
        else await verb.InvocationConfiguration.Output.WriteLineAsync(Summary(result, pool, options));
        return result.Errors.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
    }

    private static string Summary(ImportResult result, Domain.PoolCode pool, ImportOptions options)
    {
        var more = result.Errors.Count == ImportResult.ErrorsMax
            ? $" (the first {ImportResult.ErrorsMax} reasons are shown)"
            : "";
        if (options.DryRun)
            return $"dry run for pool {pool}: {result.Accepted} to record, {result.Duplicates} recorded before, "
                + $"{result.Rejected} bad{more}; nothing was written";
        return result.Errors.Count > 0 && result.Accepted == 0 && result.Duplicates == 0
            ? $"pool {pool}: nothing was written{(result.Rejected > 0 ? $"; {result.Rejected} bad{more}" : "")}"
            : $"pool {pool}: {result.Accepted} recorded, {result.Duplicates} recorded before, {result.Rejected} bad"
                + $"{more}; position {result.Position}";
    }
}
