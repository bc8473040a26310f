using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Ledger.Api.Hosting;

/// <summary>
/// <c>GET /metrics</c>: what the program and the runtime measure, as text for Prometheus. Counters and histograms add up
/// since the server began; gauges are read when somebody asks.
/// </summary>
public sealed class MetricsPage(IMeterFactory meters) : IHostedService, IDisposable
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>What is measured: our own meter, and those of the server, the driver and the runtime.</summary>
    internal static readonly IReadOnlySet<string> Meters = new HashSet<string>
    {
        FollowingState.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
    };

    // Of seconds: from a look in a prepared cache to the limit of a request.
    private static readonly double[] _seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] _counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

    private readonly MeterListener _listener = new();
    private readonly Lock _reading = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Of this server, or of the whole process.
            if (Meters.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || instrument.Meter.Scope == meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    /// <summary>The page, each instrument with all of its series.</summary>
    internal string Text()
    {
        // One reader at a time: what a gauge had before may be gone, as the lag of a pool that is followed no more, so
        // gauges are forgotten before they are read.
        lock (_reading)
        {
            foreach (var (key, series) in _series) series.Forget(key.Instrument);
            _listener.RecordObservableInstruments();
            return Written();
        }
    }

    private string Written()
    {
        var text = new StringBuilder();
        foreach (var instrument in _series.Where(one => one.Value.IsThere)
            .GroupBy(one => (Name: NameOf(one.Key.Instrument), Kind: KindOf(one.Key.Instrument)))
            .OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var (name, kind) = instrument.Key;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escaped(instrument.First().Key.Instrument.Description ?? "")}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {kind}\n");
            foreach (var (key, series) in instrument.OrderBy(one => one.Key.Labels, StringComparer.Ordinal))
                series.Write(text, name, key.Labels);
        }
        return text.ToString();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, Labels(tags));
        var series = _series.GetOrAdd(key, static one => new(KindOf(one.Instrument) == "histogram"
            ? one.Instrument.Unit == "s" ? _seconds : _counts
            : null));
        series.Take(value, isLast: instrument.IsObservable || instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal));
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>(tags.Length);
        foreach (var (name, value) in tags)
            labels.Add($"{name.Replace('.', '_')}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Histogram" => "histogram",
        "Counter" or "ObservableCounter" => "counter",
        _ => "gauge",
    };

    private static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return KindOf(instrument) == "counter" ? $"{name}_total" : name;
    }

    // Buckets are null where it is one number.
    private sealed class Series(double[]? buckets)
    {
        private readonly long[] _counts = new long[(buckets?.Length ?? 0) + 1];
        private readonly Lock _turn = new();
        private double _sum;

        internal bool IsThere { get; private set; } = true;

        internal void Forget(Instrument instrument)
        {
            if (instrument.IsObservable) IsThere = false;
        }

        internal void Take(double value, bool isLast)
        {
            lock (_turn)
            {
                IsThere = true;
                _sum = isLast ? value : _sum + value;
                if (buckets is null) return;
                var place = Array.FindIndex(buckets, most => value <= most);
                _counts[place < 0 ? buckets.Length : place]++;
            }
        }

        internal void Write(StringBuilder text, string name, string labels)
        {
            lock (_turn)
            {
                if (buckets is null)
                {
                    Line(text, name, labels, _sum);
                    return;
                }
                var below = 0L;
                for (var bucket = 0; bucket < _counts.Length; bucket++)
                {
                    below += _counts[bucket];
                    var most = bucket < buckets.Length ? buckets[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
                    Line(text, $"{name}_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{most}\"", below);
                }
                Line(text, $"{name}_sum", labels, _sum);
                Line(text, $"{name}_count", labels, below);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value) => text.Append(
            CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value.ToString("R", CultureInfo.InvariantCulture)}\n");
    }
}
