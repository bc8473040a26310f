using Npgsql;

namespace Ledger.Api.Database;

/// <summary>Whether a login that is meant for the application may do more than the application should.</summary>
internal static class DoctorRoles
{
    /// <returns>What is wrong with the login that <c>LEDGER_DB_APP</c> names.</returns>
    public static async Task<IReadOnlyList<string>> Ask(string application, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(application);
            await connection.OpenAsync(cancellationToken);
            await using var query = new NpgsqlCommand("""
                select current_user::text,
                    has_table_privilege(c.oid, 'insert'), has_table_privilege(c.oid, 'update, delete, truncate, trigger')
                from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname = 'ledger' and c.relname = 'mt_events'
                """, connection);
            await using var reader = await query.ExecuteReaderAsync(cancellationToken);
            // A database without tables has nothing to change.
            if (!await reader.ReadAsync(cancellationToken)) return [];
            return (reader.GetBoolean(1), reader.GetBoolean(2)) switch
            {
                (false, _) => [$"{reader.GetString(0)}, whom {ExternalDatabase.ApplicationVariable} names, may not record: "
                    + $"grant ledger_app to {reader.GetString(0)}"],
                (_, true) => [$"{reader.GetString(0)}, whom {ExternalDatabase.ApplicationVariable} names, may change what is "
                    + "recorded: name a login that is only a member of ledger_app"],
                _ => [],
            };
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException)
        {
            return [$"cannot use {ExternalDatabase.ApplicationVariable}: {DatabaseErrors.Line(problem)}"];
        }
    }
}
