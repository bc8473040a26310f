using System.Text.Json;

namespace Ledger.Domain.Funds;

/// <param name="Name">The area's name, for people.</param>
/// <param name="PooledAt">
/// The pool that holds this one's money, where a county takes part in city pooling; months of capacity are then a
/// property of that pool (rules: 统收统支).
/// </param>
public sealed record PoolDescription(PoolCode Pool, string? Name, PoolCode? PooledAt);

/// <summary>What is known of pools beside their books (<c>data/pools.json</c>); a pool need not be in it.</summary>
public sealed class PoolDirectory
{
    private readonly Dictionary<PoolCode, PoolDescription> _pools;

    private PoolDirectory(IEnumerable<PoolDescription> pools) => _pools = pools.ToDictionary(pool => pool.Pool);

    /// <exception cref="FormatException">The text is not of that shape, or names a pool twice.</exception>
    public static PoolDirectory Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new(document.RootElement.EnumerateArray().Select(Read));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            throw new FormatException($"not a directory of pools: {error.Message}", error);
        }
    }

    public PoolDescription Find(PoolCode pool) => _pools.GetValueOrDefault(pool) ?? new(pool, null, null);

    private static PoolDescription Read(JsonElement row) =>
        new(PoolCode.Of(row.Text("pool")),
            row.GetProperty("name").GetString(),
            row.TryGetProperty("pooledAt", out var upper) && upper.GetString() is { } code ? PoolCode.Of(code) : null);
}
