using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;

namespace Ledger.Api.Backups;

/// <summary><c>./ledger restore --from DIR [--to TIME]</c>: a ledger as it was, in a home of its own.</summary>
public static class RestoreVerb
{
    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "A folder that ./ledger backup --out made", Required = true };
        var to = CommonOptions.Moment("--to", "What was committed by then: an instant with its offset, or a date (to the end of "
            + "that day in China); all that is archived without it");
        var into = new Option<string?>("--home") { Description = $"A folder without a ledger (default: {LedgerHome.Variable})" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("restore", "Make a ledger again from a backup, as it was at an instant") { from, to, into, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            BackupVerb.NeedEmbedded();
            var home = result.GetValue(into) is { } named ? new LedgerHome(Path.GetFullPath(named)) : LedgerHome.FromEnvironment();
            var until = result.GetValue(to);
            var (backup, pools) = await Restoration.Run(result.GetValue(from)!, until, home, cancellationToken);
            var at = until is { } instant ? BackupRecord.Instants.Format(instant) : null;
            if (result.GetValue(json))
            {
                result.WriteJson(new { home = home.Path, backup = backup.Folder, to = at, pools });
                return;
            }
            var output = result.InvocationConfiguration.Output;
            output.WriteLine($"restored in {home.Path}, {(at is null ? "with all that is archived" : $"as it was at {at}")}, from {backup.Folder}");
            foreach (var pool in pools) output.WriteLine($"  pool {pool.Pool} to position {pool.Position}, recorded {pool.RecordedAt}");
            output.WriteLine($"Use it with {LedgerHome.Variable}={home.Path}. Nothing of it is archived yet: back it up into a new folder.");
        });
        return verb.WithExample("./ledger restore --from /backup/ledger --home /srv/ledger-2")
            .WithExample("./ledger restore --from /backup/ledger --to 2026-05-03T18:00:00+08:00 --home /srv/ledger-2");
    }
}
