using System.Text.Json;

namespace Ledger.Domain.Rulings;

/// <summary>Rows of a ruling: one that has <c>pools</c> is theirs, the one without is everybody else's.</summary>
internal sealed class PoolRules<T> where T : class
{
    private readonly Dictionary<PoolCode, T> _byPool = [];
    private readonly T _everybody;

    private PoolRules(T everybody) => _everybody = everybody;

    internal T For(PoolCode? pool) => pool is { } code ? _byPool.GetValueOrDefault(code, _everybody) : _everybody;

    /// <summary>Reads the rows of a property; without it, or without a row for everybody, the default is in force.</summary>
    /// <exception cref="FormatException">A pool, or everybody, has two rows.</exception>
    internal static PoolRules<T> Read(JsonElement root, string name, T byDefault, Func<JsonElement, T> read)
    {
        if (!root.TryGetProperty(name, out var rows)) return new(byDefault);
        var all = rows.EnumerateArray().Select(row => (Pools: PoolsOf(row), Rule: read(row))).ToList();
        var everybody = all.FindAll(row => row.Pools is null);
        if (everybody.Count > 1) throw new FormatException($"{name} has two rows without pools");
        var rules = new PoolRules<T>(everybody.Count == 1 ? everybody[0].Rule : byDefault);
        foreach (var (pools, rule) in all)
        {
            foreach (var pool in pools ?? [])
            {
                if (!rules._byPool.TryAdd(pool, rule)) throw new FormatException($"{name} has two rows for pool {pool}");
            }
        }
        return rules;
    }

    private static List<PoolCode>? PoolsOf(JsonElement row) => row.TryGetProperty("pools", out var pools)
        ? [.. pools.EnumerateArray().Select(pool => PoolCode.Of(pool.GetString() ?? ""))]
        : null;
}
