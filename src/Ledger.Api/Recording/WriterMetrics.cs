using System.Diagnostics.Metrics;
using Ledger.Api.Hosting;
using Ledger.Domain;
using Ledger.Domain.Deciding;

namespace Ledger.Api.Recording;

/// <summary>What recording says of itself, in the meter <c>Ledger</c>.</summary>
public sealed class WriterMetrics
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _batch;
    private readonly Counter<long> _refused;

    public WriterMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(FollowingState.MeterName);
        _duration = _meter.CreateHistogram<double>("ledger.append.duration", "s",
            "Time of a transaction that records, from its beginning to its commit");
        _batch = _meter.CreateHistogram<int>("ledger.append.batch.size", "{submission}",
            "Submissions of callers that one transaction recorded together");
        _refused = _meter.CreateCounter<long>("ledger.refused", "{submission}", "Submissions that a rule refused, by rule");
    }

    /// <summary>Says how many callers wait for each pool, whenever somebody asks.</summary>
    internal void Watch(Func<IEnumerable<(PoolCode Pool, int Waiting)>> lines) => _meter.CreateObservableGauge(
        "ledger.append.waiting",
        () => lines().Select(line => new Measurement<int>(line.Waiting, Tag("pool", line.Pool.Text))), "{submission}",
        "Submissions that wait for a pool");

    internal void Committed(TimeSpan time, IReadOnlyList<SubmissionDecision> decisions)
    {
        _duration.Record(time.TotalSeconds);
        _batch.Record(decisions.Count);
        foreach (var refused in decisions.SelectMany(decision => decision.Refused))
            _refused.Add(1, Tag("rule", refused.Refusal.ToString()));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
