using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Bundles;

/// <summary>What a bundle says of itself: <c>manifest.json</c>, whose hash is signed (docs/bundles.md).</summary>
/// <param name="Form"><see cref="FormName"/>.</param>
/// <param name="Fund">The only fund that it shows; null for all.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Position">The last event that it includes: the size of the log that was signed.</param>
/// <param name="Root">The root of the log's tree then, in hexadecimal, as all hashes here.</param>
/// <param name="Origin">The log, as its checkpoint names it.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>: that of its sheets.</param>
/// <param name="Program">The build that made it: its sheets come out the same in that one.</param>
/// <param name="Former">The statement of the same months that went out before; null for the first.</param>
/// <param name="Files">The others, in their order.</param>
internal sealed record BundleManifest(string Form, string Pool, string? Fund, string From, string To, long Position, string Root,
    string Origin, string Language, string Program, FormerIssue? Former, IReadOnlyList<BundleEntry> Files)
{
    internal const string FormName = "ledger-bundle-1";
    internal const string FileName = "manifest.json";
    internal const string NoteName = "manifest.note";

    /// <exception cref="FormatException">It is no such list.</exception>
    internal static BundleManifest Read(byte[] content)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BundleManifest>(content, JsonOutput.Options);
            return manifest is { Form: FormName } ? manifest : throw new FormatException($"{FileName} is not of the form {FormName}");
        }
        catch (JsonException error)
        {
            throw new FormatException($"{FileName} cannot be read: {error.Message}", error);
        }
    }

    internal byte[] Write() => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, JsonOutput.Options) + "\n");

    /// <summary>What is signed: which list, of which log.</summary>
    internal string SignedText(byte[] written) =>
        $"{FormName}\n{Origin}\n{Position}\n{Convert.ToBase64String(SHA256.HashData(written))}\n";

    /// <summary>The whole bundle: the signature, the list, and the files of the list.</summary>
    internal byte[] Bundle(NoteSigner signer, IReadOnlyList<BundlePart> files)
    {
        var written = Write();
        var note = signer.Sign(new(SignedText(written), []));
        return StoredZip.Write([new(NoteName, note.ToString()), new(FileName, written), .. files]);
    }
}

/// <param name="Document">Its document in the log.</param>
/// <param name="Position">The last event that it included.</param>
/// <param name="Bundle">SHA-256 of it.</param>
internal sealed record FormerIssue(string Document, long Position, string Bundle);

internal sealed record BundleEntry(string Name, long Size, string Sha256)
{
    internal static BundleEntry Of(BundlePart part) => new(part.Name, part.Content.Length, Hash(part.Content));

    internal static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
