using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Ledger.Domain;
using Ledger.EventStore.Schema;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Identity;

/// <summary>An API key as it is listed: everything but the secret.</summary>
/// <param name="Expires">From then on it is refused; null where it has no end.</param>
/// <param name="Revoked">Since when it is refused; null where it is not.</param>
public sealed record ApiKey(string Id, string? Name, Role Role, IReadOnlyList<PoolCode> Pools, Instant Created,
    Instant? Expires, Instant? Revoked)
{
    /// <summary>What events say of who recorded them: two holders of one name are two.</summary>
    public string Actor => Name is null ? $"key {Id}" : $"{Name} (key {Id})";

    public bool IsLiveAt(Instant now) => Revoked is null && (Expires is null || now < Expires);
}

/// <summary>The API keys of this ledger, in its database as hashes.</summary>
public sealed class ApiKeys(NpgsqlDataSource database, IClock clock)
{
    /// <summary>For so long a key that was found is not looked up again; a revoked one may work on until then.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(5);

    public static readonly Migration Schema = new(4, "API keys", """
        create table ledger.api_key (
            id         varchar primary key,
            hash       bytea not null,
            name       varchar,
            role       varchar not null,
            pools      varchar[] not null,
            created_at timestamptz not null,
            expires_at timestamptz,
            revoked_at timestamptz
        );
        """);

    private const string Columns = "id, name, role, pools, created_at, expires_at, revoked_at, hash";

    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);

    /// <summary>Makes a key. Its text is not to be had again.</summary>
    /// <param name="name">Who holds it, as events name who recorded them; null where only the key is known.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="pools">Where; they need not be registered yet.</param>
    /// <param name="expires">From when on it is refused.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ApiKeyText> Make(string? name, Role role, IReadOnlyList<PoolCode> pools, Instant? expires,
        CancellationToken cancellationToken)
    {
        var text = ApiKeyText.New();
        await using var command = database.CreateCommand($"""
            insert into ledger.api_key (id, hash, name, role, pools, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = text.Id }, new() { Value = text.Hash() }, new() { Value = (object?)name ?? DBNull.Value, DataTypeName = "varchar" },
            new() { Value = Roles.NameOf(role) }, new() { Value = pools.Select(pool => pool.Text).ToArray() },
            new() { Value = clock.GetCurrentInstant().ToDateTimeUtc() },
            new() { Value = expires is { } end ? end.ToDateTimeUtc() : DBNull.Value, DataTypeName = "timestamptz" },
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return text;
    }

    /// <summary>Whose key this is; null where it is no live key.</summary>
    public async Task<Caller?> Find(ApiKeyText text, CancellationToken cancellationToken)
    {
        if (await Known(text.Id, cancellationToken) is not { } known) return null;
        var isRight = CryptographicOperations.FixedTimeEquals(known.Hash, text.Hash());
        return isRight && known.Key.IsLiveAt(clock.GetCurrentInstant()) ? known.Caller : null;
    }

    /// <summary>All keys, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> All(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from ledger.api_key order by created_at desc, id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<ApiKey>();
        while (await reader.ReadAsync(cancellationToken)) keys.Add(Read(reader));
        return keys;
    }

    /// <summary>Ends a key; one that was ended before stays so since then.</summary>
    /// <returns>False where there is no such key.</returns>
    public async Task<bool> Revoke(string id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "update ledger.api_key set revoked_at = coalesce(revoked_at, $2) where id = $1");
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = id }, new() { Value = clock.GetCurrentInstant().ToDateTimeUtc() }]);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private async Task<Remembered?> Known(string id, CancellationToken cancellationToken)
    {
        if (_remembered.TryGetValue(id, out var known) && Stopwatch.GetElapsedTime(known.Since) < RememberedFor) return known;
        await using var command = database.CreateCommand($"select {Columns} from ledger.api_key where id = $1");
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        // Only keys that exist are remembered, so that guessing does not fill the memory.
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var key = Read(reader);
        return _remembered[id] = new(key, reader.GetFieldValue<byte[]>(7),
            new(key.Actor, new HashSet<Role> { key.Role }, key.Pools.ToHashSet()), Stopwatch.GetTimestamp());
    }

    private static ApiKey Read(NpgsqlDataReader row) => new(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1),
        Roles.Of(row.GetString(2)),
        [.. row.GetFieldValue<string[]>(3).Select(PoolCode.Of)], InstantOf(row, 4)!.Value, InstantOf(row, 5), InstantOf(row, 6));

    private static Instant? InstantOf(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : Instant.FromDateTimeUtc(row.GetDateTime(column));

    private sealed record Remembered(ApiKey Key, byte[] Hash, Caller Caller, long Since);
}
