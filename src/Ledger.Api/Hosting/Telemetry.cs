using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.Api.Hosting;

/// <summary>
/// Traces and metrics to a collector, where OpenTelemetry's own variable names one. Spans are those of requests, of
/// transactions that record, and of statements without their parameters.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    /// <summary>The source of our own spans.</summary>
    internal const string SourceName = "Ledger";

    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Telemetry()
    {
        var resource = ResourceBuilder.CreateDefault().AddService("ledger");
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(SourceName, "Microsoft.AspNetCore", "Npgsql").AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter([.. MetricsPage.Meters]).AddOtlpExporter().Build();
    }

    /// <summary>Null where nobody is to be told.</summary>
    internal static Telemetry? FromEnvironment() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)) ? null : new();

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
