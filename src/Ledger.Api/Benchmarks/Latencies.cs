using System.Diagnostics;

namespace Ledger.Api.Benchmarks;

/// <summary>
/// Latencies of two things measured in turns, so that what else the machine does falls on both alike.
/// </summary>
public sealed class Latencies
{
    private const int Turns = 20;

    // A server runs for months: the program has long been compiled for speed, and its statements prepared.
    private static readonly TimeSpan _warm = TimeSpan.FromSeconds(3);

    private readonly List<double> _values = [];

    /// <summary>Milliseconds that half of the calls did not exceed.</summary>
    public double P50 => Percentile(0.50);

    public double P99 => Percentile(0.99);

    /// <summary>Calls both things many times, after some time of calls that are not counted; a few times where nothing is measured.</summary>
    /// <param name="run">Whose figures they are.</param>
    /// <param name="calls">Calls of each.</param>
    /// <param name="measured">What is measured.</param>
    /// <param name="baseline">What it is compared with.</param>
    /// <param name="warm">How long that is; some seconds where it says nothing.</param>
    /// <param name="most">No turn begins after so long, so that what is slow is called less often; null for all of them.</param>
    public static async Task<(Latencies Measured, Latencies Baseline)> InTurns(
        BenchRun run, int calls, Func<Task> measured, Func<Task> baseline, TimeSpan? warm = null, TimeSpan? most = null)
    {
        var (one, other) = (new Latencies(), new Latencies());
        if (run.IsTrial) (warm, most) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < (warm ?? _warm);)
        {
            await measured();
            await baseline();
        }
        var began = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < Turns && (turn == 0 || !(Stopwatch.GetElapsedTime(began) > most)); turn++)
        {
            await one.Add(calls / Turns, measured);
            await other.Add(calls / Turns, baseline);
        }
        return (one, other);
    }

    private async Task Add(int calls, Func<Task> call)
    {
        for (var number = 0; number < calls; number++)
        {
            var start = Stopwatch.GetTimestamp();
            await call();
            _values.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private double Percentile(double share)
    {
        _values.Sort();
        return _values[(int)((_values.Count - 1) * share)];
    }
}
