using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Importing.LogCopies;
using Ledger.Api.Importing.SettlementDetails;
using Ledger.Api.Privacy;
using Ledger.Api.Recording;
using Ledger.Domain.Funds;

namespace Ledger.Api.Importing;

/// <summary><c>./ledger import FILE… --pool P</c>: loads files, all or nothing.</summary>
public static class ImportVerb
{
    private const string Events = "events";
    private const string SettlementDetail = "3202";
    private const string Log = "jsonl";

    public static Command Create()
    {
        var files = CommonOptions.Files("Events files (CSV), settlement details 3202 (text or ZIP), or a log that ./ledger export --to jsonl wrote");
        var pool = CommonOptions.Pool();
        var format = new Option<string>("--format") { Description = "The files' format", DefaultValueFactory = _ => Events };
        format.AcceptOnlyFromAmong(Events, SettlementDetail, Log);
        var details = new SettlementDetailArguments();
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
        var copy = new LogCopyArguments();
        var json = JsonOutput.CreateOption();
        var verb = new Command("import", "Load files into a pool: all of it or nothing")
        {
            files, pool, format, dryRun, skipBad, batches, encoding, json,
        };
        foreach (var option in details.All.Concat(copy.All)) verb.Options.Add(option);
        verb.SetAction((result, cancellationToken) =>
        {
            var paths = result.GetValue(files)!;
            if (result.GetValue(format) == Log)
            {
                details.ShouldBeAbsent(result);
                if (result.GetValue(dryRun) || result.GetValue(skipBad) is not null || result.GetValue(batches) || result.GetValue(encoding) is not null)
                    throw new UserError("--format jsonl takes a log whole: without --dry-run, --skip-bad, --batches and --encoding");
                return copy.Run(result, paths, result.GetValue(pool), result.GetValue(json), cancellationToken);
            }
            copy.ShouldBeAbsent(result);
            var open = result.GetValue(format) == Events
                ? Open(result, paths, result.GetValue(encoding), details)
                : OpenDetails(result, paths, result.GetValue(encoding), details);
            return Run(result, open, result.GetValue(pool),
                new(result.GetValue(dryRun), result.GetValue(skipBad), result.GetValue(batches)),
                result.GetValue(json), cancellationToken);
        });
        return verb.WithExample("./ledger import samples/longyou-2025q1/events.csv --pool 330825")
            .WithExample("./ledger import log.jsonl --pool 330825 --format jsonl --public-key ledger.pub");
    }

    private static IReadOnlyList<IImportFile> Open(
        ParseResult verb, string[] paths, string? encoding, SettlementDetailArguments details)
    {
        details.ShouldBeAbsent(verb);
        return [.. paths.Select(path => EventsFile.Open(path, encoding))];
    }

    private static IReadOnlyList<IImportFile> OpenDetails(
        ParseResult verb, string[] paths, string? encoding, SettlementDetailArguments details)
    {
        if (encoding is not null) throw new UserError("--encoding is for events files; a settlement detail 3202 is UTF-8");
        var options = details.Read(verb, DataFiles.Parse("funds.json", FundCatalogue.Parse));
        foreach (var path in paths) SourceFile.ShouldExist(path);
        var persons = PersonTokens.Open(LedgerHome.FromEnvironment(), key => verb.InvocationConfiguration.Error.WriteLine(
            PlainLine.Of(PersonTokens.MadeKey(key))));
        return [.. paths.Select(path => SettlementDetailFile.Open(path, options, persons))];
    }

    private static async Task<int> Run(ParseResult verb, IReadOnlyList<IImportFile> files, Domain.PoolCode pool,
        ImportOptions options, bool json, CancellationToken cancellationToken)
    {
        var actor = Actor.FromEnvironment();
        var errors = verb.InvocationConfiguration.Error;
        await using var ledger = await LedgerContext.Open(cancellationToken);
        var result = await ConsoleProgress.Run(errors,
            progress => new Importer(ledger, actor, progress).Run(files, pool, options, cancellationToken));
        foreach (var error in result.Errors) await errors.WriteLineAsync(PlainLine.Of(error.ToString()));
        foreach (var fund in result.Overdrawn ?? [])
        {
            await errors.WriteLineAsync(PlainLine.Of(UserLanguage.Say(
                $"fund {fund} went below zero; the pool's rule only flags it",
                $"基金 {fund} 结余为负,按本统筹区的规则仅作提示")));
        }
        if (json) verb.WriteJson(result);
        else await verb.InvocationConfiguration.Output.WriteLineAsync(Summary(result, pool, options));
        return result.Errors.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
    }

    private static string Summary(ImportResult result, Domain.PoolCode pool, ImportOptions options)
    {
        var more = result.Errors.Count == ImportResult.ErrorsMax
            ? $" (the first {ImportResult.ErrorsMax} reasons are shown)"
            : "";
        if (result.WithoutMoney is { } count) more += $", {count} without money and not recorded";
        if (options.DryRun)
            return $"dry run for pool {pool}: {result.Accepted} to record, {result.Duplicates} recorded before, "
                + $"{result.Rejected} bad{more}; nothing was written";
        return result.Errors.Count > 0 && result.Accepted == 0 && result.Duplicates == 0
            ? $"pool {pool}: nothing was written{(result.Rejected > 0 ? $"; {result.Rejected} bad{more}" : "")}"
            : $"pool {pool}: {result.Accepted} recorded, {result.Duplicates} recorded before, {result.Rejected} bad"
                + $"{more}; position {result.Position}";
    }
}
