using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.CommandLine;
using Ledger.EventStore;

namespace Ledger.Api.Figures;

/// <summary>An event as the log has it (contract): a line of <c>events --json</c>.</summary>
/// <param name="Recorded">The instant, in microseconds.</param>
/// <param name="Data">The body as it is stored.</param>
public sealed record EventAnswer(long Position, Guid Id, string Stream, long Version, string Type, string Recorded,
    string? Actor, string? Correlation, string? Causation, JsonNode? Data)
{
    internal static EventAnswer Of(RecordedEvent recorded) => new(recorded.Position, recorded.Id, recorded.Stream,
        recorded.Version, recorded.Type, StoredTime.Text(recorded.Recorded), recorded.Actor, recorded.Correlation,
        recorded.Causation, JsonNode.Parse(recorded.Data));

    /// <summary>The line, without its end.</summary>
    internal string Line() => JsonSerializer.Serialize(this, JsonOutput.OneLine);
}
