using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.EventStore.Schema;
using Npgsql;

namespace Ledger.Api.Administration;

/// <summary><c>./ledger migrate</c>: makes or upgrades the tables; every verb does it on first use.</summary>
public static class MigrateVerb
{
    public static Command Create()
    {
        var json = JsonOutput.CreateOption();
        var verb = new Command("migrate", "Make or upgrade the database's tables; safe to repeat") { json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var endpoint = await DatabaseServer.Connect(cancellationToken);
            if (ExternalDatabase.IsApplicationOnly)
                throw new UserError($"the tables are made and upgraded by their owner: name its connection in {ExternalDatabase.Variable}");
            await using var ledger = new LedgerContext(LedgerContext.DataSource(endpoint.ConnectionString));
            try
            {
                var applied = await ledger.Prepare(cancellationToken);
                var version = LedgerContext.Schema.Max(step => step.Version);
                var steps = applied.Select(step => step.Description).ToList();
                if (result.GetValue(json)) result.WriteJson(new { version, applied = steps });
                else await result.InvocationConfiguration.Output.WriteLineAsync(applied.Count == 0
                    ? $"the schema is current (version {version})"
                    : $"the schema is now version {version}: {string.Join("; ", steps)}");
            }
            catch (Exception error) when (error is NpgsqlException or SchemaIsNewerException)
            {
                throw new UserError(DatabaseErrors.Line(error));
            }
        });
        return verb.WithExample("./ledger migrate");
    }
}
