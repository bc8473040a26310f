using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Privacy;

namespace Ledger.Api.Backups;

/// <summary><c>./ledger backup --out DIR</c>: a backup of all pools, and from then on an archive of what is written.</summary>
public static class BackupVerb
{
    public static Command Create()
    {
        var to = new Option<string>("--out")
        {
            Description = "A folder outside the home, best on another disk; backups are added to those in it", Required = true,
        };
        var json = JsonOutput.CreateOption();
        var verb = new Command("backup", "Back up all pools while others work, and archive from now on all that is written") { to, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            NeedEmbedded();
            var home = LedgerHome.FromEnvironment();
            if (Cluster.Find(home) is not { IsInitialised: true })
                throw new UserError($"{home.Path} holds no ledger to back up: set {LedgerHome.Variable}");
            await DatabaseServer.ConnectEmbedded(home, cancellationToken);
            var made = await BackupRun.Make(Cluster.Find(home)!, result.GetValue(to)!, cancellationToken);
            var (folder, record) = (made.Backup.Folder, made.Backup.Record);
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                result.WriteJson(new { backup = folder, record.Ended, record.Pools });
                return;
            }
            output.WriteLine($"backed up in {folder}");
            foreach (var pool in record.Pools) output.WriteLine($"  pool {pool.Pool} to position {pool.Position}");
            output.WriteLine("What is written from now on is archived beside it, within a minute.");
            if (made.ArchivedElsewhere is { } before) output.WriteLine($"Until now it was archived in {before}, where no more comes.");
            output.WriteLine($"To have it back, at any instant from {record.Ended} on:");
            output.WriteLine($"  ./ledger restore --from {result.GetValue(to)} --home NEWHOME [--to TIME]");
            var key = new PersonKeyFile(home).Path;
            if (File.Exists(key)) output.WriteLine($"Not in it: the key under which persons are known, {key}. Keep a copy of it apart.");
        });
        return verb.WithExample("./ledger backup --out /backup/ledger");
    }

    /// <exception cref="UserError">Somebody else keeps the server.</exception>
    internal static void NeedEmbedded()
    {
        if (ExternalDatabase.Named is not null)
            throw new UserError($"{ExternalDatabase.Variable} names a server that is not the ledger's: back it up and restore it with "
                + "PostgreSQL's own tools (pg_basebackup and an archive of its write-ahead log)");
    }
}
