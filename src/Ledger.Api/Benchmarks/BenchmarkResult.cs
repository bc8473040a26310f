namespace Ledger.Api.Benchmarks;

/// <summary>What <c>bench --json</c> prints (contract).</summary>
public sealed record BenchmarksAnswer(IReadOnlyList<BenchmarkResult> Benchmarks);

/// <summary>One measurement beside its baseline of the same run.</summary>
/// <param name="Events">Events in the pool when it was measured.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Unit">Of value and baseline: events/s, commands/s, ms, MB or bytes.</param>
/// <param name="Baseline">The same machine's bare work, measured in turns with it; null where there is none.</param>
/// <param name="Ratio">Value ÷ baseline; null where there is no baseline.</param>
/// <param name="Reach">What is to be reached, in words.</param>
/// <param name="Met">Whether it was.</param>
public sealed record BenchmarkResult(
    string Name, long Events, double Value, string Unit, double? Baseline, double? Ratio, string Reach, bool Met)
{
    /// <summary>Of a latency, whose value is the median: what 99 of 100 calls did not exceed, in its unit.</summary>
    public double? P99 { get; init; }

    /// <summary>A speed: the ratio to the baseline is to be at least so much.</summary>
    public static BenchmarkResult AtLeast(string name, long events, double value, string unit, double baseline, double ratio) =>
        new(name, events, Round(value), unit, Round(baseline), Round(value / baseline), $"ratio ≥ {ratio}", value / baseline >= ratio);

    /// <summary>A latency: the ratio to the baseline is to be at most so much.</summary>
    public static BenchmarkResult AtMost(
        string name, long events, double value, string unit, double baseline, double ratio, double? p99 = null) =>
        new(name, events, Round(value), unit, Round(baseline), Round(value / baseline), $"ratio ≤ {ratio}", value / baseline <= ratio)
        {
            P99 = p99 is { } slow ? Round(slow) : null,
        };

    /// <summary>A size: the value itself is to be at most so much.</summary>
    public static BenchmarkResult Within(string name, long events, double value, string unit, double limit) =>
        new(name, events, Round(value), unit, null, null, $"≤ {limit} {unit}", value <= limit);

    /// <summary>A latency that is judged by itself, beside a baseline that says how fast the machine is.</summary>
    internal BenchmarkResult Beside(double baseline, double p99) =>
        this with { Baseline = Round(baseline), Ratio = Round(Value / baseline), P99 = Round(p99) };

    private static double Round(double value) => value >= 100 ? Math.Round(value) : Math.Round(value, 4);
}
