using NodaTime;
using Npgsql;

namespace Ledger.Api.Backups;

/// <summary>How far each pool's log goes, asked of a database of any release.</summary>
internal static class PoolHeads
{
    public static async Task<IReadOnlyList<BackedUpPool>> Of(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var known = new NpgsqlCommand("select to_regclass('ledger.pool_head') is not null", connection);
        if (await known.ExecuteScalarAsync(cancellationToken) is not true) return [];
        await using var heads = new NpgsqlCommand(
            "select pool, position, recorded_at from ledger.pool_head where position > 0 order by pool", connection);
        await using var reader = await heads.ExecuteReaderAsync(cancellationToken);
        var pools = new List<BackedUpPool>();
        while (await reader.ReadAsync(cancellationToken))
        {
            pools.Add(new(reader.GetString(0), reader.GetInt64(1),
                BackupRecord.Instants.Format(Instant.FromDateTimeUtc(reader.GetDateTime(2)))));
        }
        return pools;
    }
}
