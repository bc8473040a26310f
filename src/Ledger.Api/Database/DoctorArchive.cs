using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Ledger.Api.Database;

/// <summary>Whether the server can archive what it writes.</summary>
internal static class DoctorArchive
{
    /// <returns>The problem, if the last try failed.</returns>
    public static async Task<IReadOnlyList<string>> Ask(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand("""
            select last_failed_time, coalesce(last_archived_time, stats_reset) from pg_stat_archiver
            where last_failed_time > coalesce(last_archived_time, '-infinity')
            """, connection);
        await using var reader = await query.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return [];
        return
        [
            $"what is written is not archived (last tried {At(0)}, last done or begun {At(1)}): a restore comes no further, and the "
            + "disk fills up; the server's log says why, mostly that the folder of backups is full, gone or closed to the server",
        ];

        string At(int column) => InstantPattern.General.Format(Instant.FromDateTimeUtc(reader.GetDateTime(column)));
    }
}
