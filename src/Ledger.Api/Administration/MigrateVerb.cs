using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.EventStore.Schema;
using Npgsql;

namespace Ledger.Api.Administration;

/// <summary><c>./ledger migrate</c>: brings the database to the newest schema; every verb does it on first use.</summary>
public static class MigrateVerb
{
    public static Command Create()
    {
        var json = JsonOutput.CreateOption();
        var verb = new Command("migrate", "Make or upgrade the database's tables; safe to repeat") { json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var endpoint = await DatabaseServer.Connect(cancellationToken);
            await using var database = LedgerContext.DataSource(endpoint.ConnectionString);
            try
            {
                var applied = await Migrator.Run(database, LedgerContext.Schema, cancellationToken);
                var version = LedgerContext.Schema.Max(step => step.Version);
                if (result.GetValue(json)) result.WriteJson(new { version, applied = applied.Select(step => step.Description) });
                else await result.InvocationConfiguration.Output.WriteLineAsync(applied.Count == 0
                    ? $"the schema is current (version {version})"
                    : $"the schema is now version {version}: {string.Join("; ", applied.Select(step => step.Description))}");
            }
            catch (Exception error) when (error is NpgsqlException or SchemaIsNewerException)
            {
                throw new UserError(DatabaseErrors.Line(error));
            }
        });
        return verb.WithExample("./ledger migrate");
    }
}
