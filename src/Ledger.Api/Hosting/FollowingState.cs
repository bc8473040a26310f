using System.Diagnostics.Metrics;
using Ledger.Api.CommandLine;
using Ledger.Projections.Following;

namespace Ledger.Api.Hosting;

/// <summary>
/// What the background follower saw last: how far each pool is behind its log. Gauges of the meter <c>Ledger</c>, by
/// pool, and part of <c>GET /health/ready</c>.
/// </summary>
public sealed class FollowingState
{
    /// <summary>The meter of all that the program measures of itself.</summary>
    public const string MeterName = "Ledger";

    private volatile IReadOnlyList<FollowingLag> _lags = [];
    private volatile string? _problem;

    public FollowingState(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("ledger.following.lag.events", () => Of(lag => lag.EventsBehind), "{event}",
            "Events that the figures of institutions and persons have not taken yet");
        meter.CreateObservableGauge("ledger.following.lag.seconds", () => Of(lag => lag.SecondsBehind), "s",
            "Since when the oldest of them waits");
        meter.CreateObservableGauge("ledger.following.parked.events", () => Of(lag => lag.Parked), "{event}",
            "Events that could not be taken and are tried again");
        meter.CreateObservableGauge("ledger.check.verified.position", () => Of(lag => lag.Verified), "{event}",
            "The position at which the rows of all read models were last compared with the log");
        meter.CreateObservableGauge("ledger.check.differing.rows", () => Of(lag => lag.Differing), "{row}",
            "Rows of read models that were not what the log says when they were last compared");
        meter.CreateObservableGauge("ledger.proofs.lag.events", () => Of(lag => lag.TreesBehind), "{event}",
            "Events that the trees of institutions have not taken yet, without which nothing is signed");
    }

    /// <summary>The state of all pools together.</summary>
    public FollowingAnswer Answer
    {
        get
        {
            var lags = _lags;
            return new(lags.Sum(lag => lag.EventsBehind),
                Math.Round(lags.Select(lag => lag.SecondsBehind).DefaultIfEmpty().Max(), 3),
                lags.Sum(lag => lag.Parked), _problem);
        }
    }

    internal void Seen(IReadOnlyList<FollowingLag> lags, bool isWell)
    {
        _lags = lags;
        if (isWell) _problem = null;
    }

    internal void Failed(Exception error) => _problem = PlainLine.Of(error.Message);

    private IEnumerable<Measurement<T>> Of<T>(Func<FollowingLag, T> figure) where T : struct =>
        _lags.Select(lag => new Measurement<T>(figure(lag), new KeyValuePair<string, object?>("pool", lag.Pool.Text)));
}

/// <param name="EventsBehind">Events that are not followed yet, of all pools.</param>
/// <param name="SecondsBehind">Since when the oldest of them waits.</param>
/// <param name="Parked">Events that could not be taken.</param>
/// <param name="Problem">What stopped the follower at its last try; null when it goes on.</param>
public sealed record FollowingAnswer(long EventsBehind, double SecondsBehind, long Parked, string? Problem);
