using System.Text.Json.Serialization;

namespace Ledger.Api.Http;

/// <summary>Where something stands in the log.</summary>
/// <param name="Position">Its first position; of a dry run the one that it would have.</param>
public sealed record RecordedAnswer(long Position)
{
    /// <summary>True where nothing was written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DryRun { get; init; }
}
