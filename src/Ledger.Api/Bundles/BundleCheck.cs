using System.Text;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Bundles;

/// <param name="Manifest">What the bundle says of itself; null where that cannot be read.</param>
/// <param name="Parts">Its files, the manifest and its signature first.</param>
/// <param name="Findings">What is wrong with it; empty where nothing is.</param>
internal sealed record BundleVerdict(
    BundleManifest? Manifest, IReadOnlyList<BundlePart> Parts, IReadOnlyList<FindingAnswer> Findings);

/// <summary>Checks a bundle with nothing but itself and public keys: no database.</summary>
internal static class BundleCheck
{
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether a file is a bundle rather than a proof: it begins as a ZIP does.</summary>
    internal static bool IsBundle(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> start = stackalloc byte[2];
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PK"u8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it as a proof says so.
            return false;
        }
    }

    /// <exception cref="UserError">It cannot be read.</exception>
    internal static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file} cannot be read: {error.Message}");
        }
    }

    internal static BundleVerdict Run(byte[] zip, IReadOnlyList<NoteVerifier> keys)
    {
        var (findings, parts) = (new List<FindingAnswer>(), (IReadOnlyList<BundlePart>)[]);
        BundleManifest? manifest = null;
        try
        {
            parts = StoredZip.Read(zip);
            if (parts.Count < 2 || parts[0].Name != BundleManifest.NoteName || parts[1].Name != BundleManifest.FileName)
                throw new FormatException($"it does not begin with {BundleManifest.NoteName} and {BundleManifest.FileName}");
            var (note, listed, files) = (parts[0], parts[1], parts.Skip(2).ToList());
            manifest = BundleManifest.Read(listed.Content);
            CheckSignature(manifest, note, listed, keys, findings);
            CheckFiles(manifest, files, findings);
            // What was changed says nothing of the log.
            if (findings.Count == 0) CheckContent(manifest, files, keys, findings);
        }
        catch (Exception error) when (error is FormatException or JsonException or ArgumentException or KeyNotFoundException
            or InvalidOperationException or OverflowException)
        {
            findings.Add(Finding(manifest, PlainLine.Of(error.Message)));
        }
        return new(manifest, parts, findings);
    }

    private static void CheckSignature(BundleManifest manifest, BundlePart part, BundlePart listed,
        IReadOnlyList<NoteVerifier> keys, List<FindingAnswer> findings)
    {
        var text = _strict.GetString(part.Content);
        var note = SignedNote.Parse(text);
        // One signature: a second could be changed without the first noticing.
        if (note.ToString() != text || note.Signatures.Count != 1) throw new FormatException($"{BundleManifest.NoteName} has another form");
        if (note.Text != manifest.SignedText(listed.Content))
            findings.Add(Finding(manifest, UserLanguage.Say("the list of files is not the one that was signed", "文件清单与签名不符")));
        else if (!keys.Any(key => key.HasSigned(note) && manifest.Origin == CheckpointFile.OriginOf(key.Name, Domain.PoolCode.Of(manifest.Pool))))
        {
            findings.Add(Finding(manifest, UserLanguage.Say(
                "its signature is not right or not of a known key: name the issuer's key with --public-key FILE",
                "签名无效或不属于已知密钥:请用 --public-key FILE 指定签发方公钥")));
        }
    }

    private static void CheckFiles(BundleManifest manifest, IReadOnlyList<BundlePart> files, List<FindingAnswer> findings)
    {
        if (!files.Select(file => file.Name).SequenceEqual(manifest.Files.Select(entry => entry.Name)))
            findings.Add(Finding(manifest, UserLanguage.Say("its files are not those of the list", "文件与清单不一致")));
        foreach (var (file, entry) in files.Zip(manifest.Files))
        {
            if (BundleEntry.Of(file) != entry)
                findings.Add(Finding(manifest, UserLanguage.Say($"{entry.Name} is not what was listed", $"{entry.Name} 与清单不符")));
        }
    }

    private static void CheckContent(BundleManifest manifest, IReadOnlyList<BundlePart> files,
        IReadOnlyList<NoteVerifier> keys, List<FindingAnswer> findings)
    {
        var note = SignedNote.Parse(_strict.GetString(Part(files, BundleFiles.Checkpoint)));
        var checkpoint = EventStore.Proofs.Checkpoint.Parse(note.Text);
        if (checkpoint.Size != manifest.Position || checkpoint.Origin != manifest.Origin
            || Convert.ToHexStringLower(checkpoint.Root) != manifest.Root || !keys.Any(key => key.HasSigned(note)))
            findings.Add(Finding(manifest, UserLanguage.Say("its checkpoint is of another log, or not signed by a known key", "检查点属于另一日志,或没有已知密钥的签名")));
        var last = Proof(files, BundleFiles.LastEvent);
        findings.AddRange(ProofCheck.Run(last, keys));
        if (last.Kind != ProofFile.Inclusion || !IsOfTheLog(last, manifest) || last.Position != manifest.Position)
            findings.Add(Finding(manifest, UserLanguage.Say($"{BundleFiles.LastEvent} is of another log", $"{BundleFiles.LastEvent} 属于另一日志")));
        if (manifest.Former is { } former)
        {
            var earlier = Proof(files, BundleFiles.FormerLog);
            findings.AddRange(ProofCheck.Run(earlier, keys));
            if (earlier.Kind != ProofFile.Consistency || !IsOfTheLog(earlier, manifest) || earlier.From != former.Position)
                findings.Add(Finding(manifest, UserLanguage.Say($"{BundleFiles.FormerLog} is of another log", $"{BundleFiles.FormerLog} 属于另一日志")));
        }
        var figures = new BundleFigures(manifest, Text(files, BundleFiles.StatementJson), Text(files, BundleFiles.StatementCsv),
            Text(files, BundleFiles.Inputs), manifest.Former is null ? null : Text(files, BundleFiles.Diff));
        findings.AddRange(figures.Check().Select(what => Finding(manifest, what)));
    }

    private static bool IsOfTheLog(ProofFile proof, BundleManifest manifest) =>
        proof.Pool == manifest.Pool && proof.Size == manifest.Position && proof.Root == manifest.Root;

    private static ProofFile Proof(IReadOnlyList<BundlePart> files, string name) =>
        JsonSerializer.Deserialize<ProofFile>(Part(files, name), JsonOutput.Options) ?? throw new FormatException($"{name} is empty");

    private static string Text(IReadOnlyList<BundlePart> files, string name) => _strict.GetString(Part(files, name));

    private static byte[] Part(IReadOnlyList<BundlePart> files, string name) =>
        files.FirstOrDefault(file => file.Name == name)?.Content ?? throw new FormatException($"{name} is missing");

    private static FindingAnswer Finding(BundleManifest? manifest, string what) => new(manifest?.Position ?? 0, what);
}
