using System.Globalization;
using System.Text.Json;

namespace Ledger.Domain.Ageing;

/// <summary>The limits of the ages that are shown together, kept as data (<c>data/ageing.json</c>).</summary>
public sealed class AgeBuckets
{
    private readonly IReadOnlyList<int> _lastDays;

    private AgeBuckets(string policy, IReadOnlyList<int> lastDays)
    {
        Policy = policy;
        _lastDays = lastDays;
        Names = [.. Enumerable.Range(0, Count).Select(NameOf)];
    }

    /// <summary>Two: up to so many days, and older.</summary>
    public static AgeBuckets UpTo(int days, string policy) => new(policy, [days]);

    /// <summary>The name of these limits, which every answer carries.</summary>
    public string Policy { get; }

    /// <summary>One more than there are limits: the last is open.</summary>
    public int Count => _lastDays.Count + 1;

    /// <summary>Such as <c>0-30</c> and <c>366+</c>, in days.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The bucket of an age; what is dated later than the day of the question is in the first.</summary>
    public int IndexOf(int days)
    {
        for (var index = 0; index < _lastDays.Count; index++)
        {
            if (days <= _lastDays[index]) return index;
        }
        return _lastDays.Count;
    }

    /// <exception cref="FormatException">The text is not of that shape; the message names the place.</exception>
    public static AgeBuckets Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var row = document.RootElement.GetProperty("buckets");
            var lastDays = row.GetProperty("lastDays").EnumerateArray().Select(day => day.GetInt32()).ToList();
            if (lastDays.Count == 0 || lastDays[0] < 0 || lastDays.Zip(lastDays.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw new FormatException("lastDays must be whole numbers of days, each larger than the one before");
            return new(row.Text("policy"), lastDays);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"not a file of ages: {error.Message}", error);
        }
    }

    private string NameOf(int index)
    {
        var first = index == 0 ? 0 : _lastDays[index - 1] + 1;
        return index < _lastDays.Count
            ? string.Create(CultureInfo.InvariantCulture, $"{first}-{_lastDays[index]}")
            : string.Create(CultureInfo.InvariantCulture, $"{first}+");
    }
}
