using System.Text.Json.Nodes;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Proofs;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Exports;

/// <summary>
/// The log as JSON lines: an event a line, every column of its row and the hash of its leaf, in the one form of
/// <see cref="CanonicalJson"/>; and beside it the checkpoint to which whoever reads it holds it.
/// </summary>
internal static class LogLines
{
    /// <summary>What the name of the checkpoint's file ends with.</summary>
    internal const string CheckpointExtension = ".checkpoint";

    /// <summary>Under which name a checkpoint stands that nobody signed.</summary>
    private const string Unsigned = "unsigned";

    /// <exception cref="UserError">A file cannot be written.</exception>
    public static async Task Write(ExportedBooks books, string path, CancellationToken cancellationToken)
    {
        // A device has no file beside it.
        var checkpoint = path.StartsWith("/dev/", StringComparison.Ordinal) ? null : await Checkpoint(books, cancellationToken);
        await WholeOutput.File(path, stream => Write(books, stream, cancellationToken));
        if (checkpoint is null) return;
        await WholeOutput.File(path + CheckpointExtension, async stream =>
        {
            await using var writer = new StreamWriter(stream, leaveOpen: true);
            await writer.WriteAsync(checkpoint);
        });
    }

    private static async Task Write(ExportedBooks books, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        var rows = StoredRow.Read(books.Ledger.Database, books.Pool, 1, books.Position, cancellationToken);
        await foreach (var row in rows) await writer.WriteAsync(CanonicalJson.Of(Columns(row)) + "\n");
    }

    // The one that was signed of just these events, with all who signed it; else what it would say.
    private static async Task<string> Checkpoint(ExportedBooks books, CancellationToken cancellationToken)
    {
        var signed = CheckpointFolder.FromEnvironment().Of(books.Pool).Select(CheckpointFile.ReadUnchecked)
            .LastOrDefault(one => one.Checkpoint.Size == books.Position);
        if (signed is not null) return signed.Note.ToString();
        var database = books.Ledger.Database;
        await new InstitutionTrees(database).CatchUp(books.Pool, cancellationToken);
        return new Checkpoint(CheckpointFile.OriginOf(Unsigned, books.Pool), books.Position,
            await new LogProofs(database).Root(books.Pool, books.Position, cancellationToken),
            await new InstitutionProofs(database).Map(books.Pool, books.Position, cancellationToken)).Text;
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
        ["leaf"] = Convert.ToHexStringLower(row.Leaf()),
    };
}
