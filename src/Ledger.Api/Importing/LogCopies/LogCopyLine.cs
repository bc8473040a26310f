using System.Text.Json;
using Ledger.Api.Figures;
using Ledger.EventStore;

namespace Ledger.Api.Importing.LogCopies;

/// <summary>A line of a log that was exported: the row that it is, and the hash of its leaf as the line says it.</summary>
internal static class LogCopyLine
{
    private const int Members = 16;

    /// <exception cref="FormatException">It is no event; the message says why.</exception>
    internal static (StoredRow Row, string Leaf) Read(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var columns = json.RootElement;
            if (columns.ValueKind != JsonValueKind.Object || columns.EnumerateObject().Count() != Members)
                throw new FormatException("it has other members than an exported event");
            var row = new StoredRow(Number("seq_id"), Guid.ParseExact(Text("id"), "D"), Text("stream_id"), Number("version"),
                Json("data") ?? throw new FormatException("it has no data"),
                TextOrNull("bdata") is { } bytes ? Convert.FromBase64String(bytes) : null, Text("type"),
                StoredTime.Parse(Text("timestamp")), Text("tenant_id"), TextOrNull("mt_dotnet_type"), TextOrNull("correlation_id"),
                TextOrNull("causation_id"), Json("headers"), TextOrNull("user_name"), columns.GetProperty("is_archived").GetBoolean());
            return (row, Text("leaf"));

            long Number(string name) => columns.GetProperty(name).GetInt64();
            string Text(string name) => TextOrNull(name) ?? throw new FormatException($"{name} is empty");
            string? TextOrNull(string name) => columns.GetProperty(name).GetString();
            string? Json(string name) => columns.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value
                ? StoredRow.Json(value.GetRawText()) : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or NotSupportedException or NodaTime.Text.UnparsableValueException)
        {
            throw new FormatException(error.Message, error);
        }
    }
}
