using System.Text.Json.Nodes;
using Ledger.Api.Figures;
using Ledger.EventStore;

namespace Ledger.Api.Exports;

/// <summary>The log as JSON lines: an event a line, every column of its row, in the one form of <see cref="CanonicalJson"/>.</summary>
internal static class LogLines
{
    public static async Task Write(ExportedBooks books, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        var rows = StoredRow.Read(books.Ledger.Database, books.Pool, 1, books.Position, cancellationToken);
        await foreach (var row in rows) await writer.WriteAsync(CanonicalJson.Of(Columns(row)) + "\n");
    }

    private static JsonObject Columns(StoredRow row) => new()
    {
        ["seq_id"] = row.SeqId,
        ["id"] = row.Id.ToString(),
        ["stream_id"] = row.StreamId,
        ["version"] = row.Version,
        ["data"] = JsonNode.Parse(row.Data),
        ["bdata"] = row.Bdata is { } bytes ? Convert.ToBase64String(bytes) : null,
        ["type"] = row.Type,
        ["timestamp"] = StoredTime.Text(row.Timestamp),
        ["tenant_id"] = row.TenantId,
        ["mt_dotnet_type"] = row.MtDotnetType,
        ["correlation_id"] = row.CorrelationId,
        ["causation_id"] = row.CausationId,
        ["headers"] = row.Headers is { } headers ? JsonNode.Parse(headers) : null,
        ["user_name"] = row.UserName,
        ["is_archived"] = row.IsArchived,
    };
}
