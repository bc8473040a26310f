using System.Globalization;
using System.Text.Json;

namespace Ledger.Domain.PaymentCapacity;

/// <summary>The named policies, which one a fund uses by default, and the bands its months fall into. Data.</summary>
public sealed class CapacityPolicies
{
    private readonly IReadOnlyList<Default> _defaults;
    private readonly IReadOnlyList<BandSet> _bands;

    private CapacityPolicies(
        IReadOnlyList<CapacityPolicy> all, IReadOnlyList<Default> defaults, IReadOnlyList<BandSet> bands)
    {
        All = all;
        _defaults = defaults;
        _bands = bands;
    }

    /// <summary>Every policy, in the order of the file.</summary>
    public IReadOnlyList<CapacityPolicy> All { get; }

    /// <summary>Reads <c>data/policies.json</c>.</summary>
    /// <exception cref="FormatException">The text is not of that shape; the message names the place.</exception>
    public static CapacityPolicies Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var policies = new CapacityPolicies(
                [.. root.GetProperty("policies").EnumerateArray().Select(ReadPolicy)],
                [.. root.GetProperty("defaults").EnumerateArray().Select(ReadDefault)],
                [.. root.GetProperty("bands").EnumerateArray().Select(ReadBands)]);
            policies.Check();
            return policies;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or OverflowException)
        {
            throw new FormatException($"not a policies file: {error.Message}", error);
        }
    }

    public CapacityPolicy? Find(string id) => All.FirstOrDefault(policy => policy.Id == id);

    /// <summary>The default policy of a fund: the first row of the data that matches, <c>*</c> matching all.</summary>
    public CapacityPolicy DefaultFor(string pool, string fund) =>
        Find(_defaults.First(row => Matches(row.Pool, pool) && Matches(row.Fund, fund)).Policy)!;

    /// <summary>The band of a months figure, not rounded; null when the data has none for this fund.</summary>
    public string? BandFor(string pool, string fund, decimal months) =>
        _bands.FirstOrDefault(row => Matches(row.Pool, pool) && Matches(row.Fund, fund))?
            .Steps.LastOrDefault(step => step.Contains(months))?.Band;

    private void Check()
    {
        if (All.GroupBy(policy => policy.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FormatException($"policy '{twice.Key}' stands twice");
        foreach (var chosen in _defaults)
        {
            if (Find(chosen.Policy) is null)
                throw new FormatException($"default policy '{chosen.Policy}' is not among the policies");
        }
        if (!_defaults.Any(row => row is { Pool: "*", Fund: "*" }))
            throw new FormatException("there is no default policy for every pool and fund");
    }

    private static bool Matches(string pattern, string value) => pattern == "*" || pattern == value;

    private static CapacityPolicy ReadPolicy(JsonElement row) =>
        new(row.Text("id"),
            row.Text("description"),
            Choose(row, "numerator", ("as-of", CapacityNumerator.AsOf), ("prior-year-end", CapacityNumerator.PriorYearEnd)),
            Choose(row, "window", ("ytd", CapacityWindow.Ytd), ("trailing-12", CapacityWindow.Trailing12),
                ("year", CapacityWindow.Year), ("prior-year", CapacityWindow.PriorYear)),
            Choose(row, "scope", ("total", CapacityScope.Total), ("benefits", CapacityScope.Benefits),
                ("excluding-levels", CapacityScope.ExcludingLevels)))
        {
            LessPrepayments = Flag(row, "lessPrepayments"),
            LessPremiumsAhead = Flag(row, "lessPremiumsAhead"),
            PooledOnly = Flag(row, "pooledOnly"),
        };

    private static bool Flag(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.GetBoolean();

    private static T Choose<T>(JsonElement row, string name, params (string Name, T Value)[] choices)
    {
        var text = row.GetProperty(name).GetString();
        foreach (var choice in choices)
        {
            if (choice.Name == text) return choice.Value;
        }
        throw new FormatException(
            $"{name} '{text}' is not one of {string.Join(", ", choices.Select(choice => choice.Name))}");
    }

    private static Default ReadDefault(JsonElement row) =>
        new(row.Text("pool"), row.Text("fund"),
            row.Text("policy"));

    private static BandSet ReadBands(JsonElement row) =>
        new(row.Text("pool"), row.Text("fund"),
            [.. row.GetProperty("steps").EnumerateArray().Select(ReadStep)]);

    private static BandStep ReadStep(JsonElement row)
    {
        var inclusive = row.TryGetProperty("from", out _);
        var text = row.Text(inclusive ? "from" : "above");
        return new(row.Text("band"),
            decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture), inclusive);
    }

    private sealed record Default(string Pool, string Fund, string Policy);

    private sealed record BandSet(string Pool, string Fund, IReadOnlyList<BandStep> Steps);

    private sealed record BandStep(string Band, decimal Bound, bool Inclusive)
    {
        public bool Contains(decimal months) => Inclusive ? months >= Bound : months > Bound;
    }
}
