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
            select last_failed_time from pg_stat_archiver where last_failed_time > coalesce(last_archived_time, '-infinity')
            """, connection);
        if (await query.ExecuteScalarAsync(cancellationToken) is not DateTime failed) return [];
        return
        [
            $"what is written is not archived (last tried {InstantPattern.General.Format(Instant.FromDateTimeUtc(failed))}): a restore "
            + "comes no further, and the disk fills up; the server's log says why, mostly that the folder of backups is full, gone or "
            + "closed to the server",
        ];
    }
}
