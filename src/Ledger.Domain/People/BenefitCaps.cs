using System.Text.Json;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Domain.People;

/// <summary>
/// The caps that are known, which of them each pool applies, and of which funds nobody may enjoy two
/// (<c>data/caps.json</c>). A pool that names none has none, so nothing is held against a cap of another place.
/// </summary>
public sealed class BenefitCaps
{
    private readonly IReadOnlyDictionary<PoolCode, IReadOnlyList<BenefitCap>> _byPool;
    private readonly IReadOnlyList<IReadOnlySet<FundCode>> _onlyOneOf;

    private BenefitCaps(IReadOnlyList<BenefitCap> all,
        IReadOnlyDictionary<PoolCode, IReadOnlyList<BenefitCap>> byPool,
        IReadOnlyList<IReadOnlySet<FundCode>> onlyOneOf)
    {
        All = all;
        _byPool = byPool;
        _onlyOneOf = onlyOneOf;
    }

    /// <summary>Every cap, in the order of the file.</summary>
    public IReadOnlyList<BenefitCap> All { get; }

    /// <exception cref="FormatException">The text is not of that shape; the message names the place.</exception>
    public static BenefitCaps Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var all = root.GetProperty("caps").EnumerateArray().Select(ReadCap).ToList();
            if (all.GroupBy(cap => cap.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new FormatException($"cap '{twice.Key}' stands twice");
            return new(all, ReadSets(root.GetProperty("capSets"), all),
            [
                .. root.GetProperty("onlyOneOf").EnumerateArray().Select(row => (IReadOnlySet<FundCode>)row
                    .GetProperty("funds").EnumerateArray().Select(fund => FundCode.Of(fund.GetString()!)).ToHashSet()),
            ]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            throw new FormatException($"not a caps file: {error.Message}", error);
        }
    }

    public BenefitCap? Find(string id) => All.FirstOrDefault(cap => cap.Id == id);

    /// <summary>The caps that the pool applies; none where the data says nothing of it.</summary>
    public IReadOnlyList<BenefitCap> For(PoolCode pool) => _byPool.GetValueOrDefault(pool, []);

    /// <summary>Whether one benefit twice would be a duplicate: of one fund, or of two that exclude each other.</summary>
    public bool Exclude(FundCode one, FundCode other) =>
        one == other || _onlyOneOf.Any(funds => funds.Contains(one) && funds.Contains(other));

    private static Dictionary<PoolCode, IReadOnlyList<BenefitCap>> ReadSets(
        JsonElement sets, IReadOnlyList<BenefitCap> all) =>
        sets.EnumerateObject().ToDictionary(set => PoolCode.Of(set.Name), set => (IReadOnlyList<BenefitCap>)
        [
            .. set.Value.EnumerateArray().Select(id => Chosen(PoolCode.Of(set.Name), id.GetString(), all)),
        ]);

    private static BenefitCap Chosen(PoolCode pool, string? id, IReadOnlyList<BenefitCap> all)
    {
        var cap = all.FirstOrDefault(known => known.Id == id)
            ?? throw new FormatException($"pool {pool} applies cap '{id}', which is not among the caps");
        return cap.Pool is null || cap.Pool == pool
            ? cap
            : throw new FormatException($"cap '{id}' is one of pool {cap.Pool}, not of pool {pool}");
    }

    private static BenefitCap ReadCap(JsonElement row)
    {
        var cap = new BenefitCap(
            row.Text("id"),
            FundCode.Of(row.Text("fund")),
            [.. row.GetProperty("categories").EnumerateArray().Select(category => category.GetString()!)],
            Optional(row, "personClass"),
            Optional(row, "pool") is { } pool ? PoolCode.Of(pool) : null,
            row.Choice<CapPeriod>("per"),
            Limit(row),
            Date(row, "from"),
            Date(row, "to"),
            row.Text("source"));
        return cap is { Per: CapPeriod.Day, Categories.Count: 0 }
            ? throw new FormatException($"cap '{cap.Id}' is a day's and names no category")
            : cap;
    }

    private static Money Limit(JsonElement row) =>
        Amounts.TryParse(row.Text("amount"), out var limit) is { } wrong ? throw new FormatException(wrong.English) : limit;

    private static LocalDate? Date(JsonElement row, string name) => Optional(row, name) switch
    {
        null => null,
        var text when CashDates.TryParse(text, out var date) => date,
        var text => throw new FormatException($"{name} '{text}' is not a date, written as 2025-03-31"),
    };

    private static string? Optional(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) ? value.GetString() : null;
}
