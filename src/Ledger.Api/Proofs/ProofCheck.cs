using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>Checks a proof with nothing but itself and public keys: no database.</summary>
internal static class ProofCheck
{
    /// <summary>What is wrong with it; empty where nothing is.</summary>
    internal static IReadOnlyList<FindingAnswer> Run(ProofFile proof, IReadOnlyList<NoteVerifier> keys)
    {
        try
        {
            var findings = new List<FindingAnswer>();
            var (root, path) = (Hash(proof.Root), proof.Path.Select(Hash).ToList());
            var at = proof.Position ?? proof.From ?? 0;
            switch (proof.Kind)
            {
                case ProofFile.Inclusion when proof is { Position: { } position, Leaf: { } leaf }:
                    if (proof.Event is { } columns)
                    {
                        var content = LeafContent.Write(columns);
                        if (!MerkleHash.Leaf(content).AsSpan().SequenceEqual(Hash(leaf)))
                            findings.Add(new(at, "the event is not the one of the leaf"));
                        if (columns["seq_id"] != $"{position}" || columns["tenant_id"] != proof.Pool)
                            findings.Add(new(at, "the event is of another position or pool"));
                    }
                    if (!MerkleProof.Includes(position - 1, Hash(leaf), proof.Size, root, path))
                        findings.Add(new(at, "the leaf is not in the tree of that root"));
                    break;
                case ProofFile.Consistency when proof is { From: { } from, FromRoot: { } fromRoot }:
                    if (!MerkleProof.Extends(from, Hash(fromRoot), proof.Size, root, path))
                        findings.Add(new(at, "the later log is not the earlier one with events added"));
                    if (proof.FromCheckpoint is { } earlier) Signed(earlier, from, Hash(fromRoot), proof, keys, findings);
                    break;
                default:
                    return [new(at, "it is neither an inclusion nor a consistency, or lacks a part")];
            }
            if (proof.Checkpoint is { } note) Signed(note, proof.Size, root, proof, keys, findings);
            return findings;
        }
        catch (FormatException error)
        {
            return [new(proof.Position ?? proof.From ?? 0, error.Message)];
        }
    }

    private static void Signed(string text, long size, byte[] root, ProofFile proof, IReadOnlyList<NoteVerifier> keys,
        List<FindingAnswer> findings)
    {
        var note = SignedNote.Parse(text);
        var checkpoint = EventStore.Proofs.Checkpoint.Parse(note.Text);
        if (checkpoint.Size != size || !checkpoint.Root.AsSpan().SequenceEqual(root))
            findings.Add(new(size, "the checkpoint is of another size or root"));
        if (!checkpoint.Origin.EndsWith($"/pools/{proof.Pool}", StringComparison.Ordinal))
            findings.Add(new(size, "the checkpoint is of another log"));
        if (!keys.Any(key => key.HasSigned(note)))
            findings.Add(new(size, "none of the checkpoint's signatures is right and of a known key"));
    }

    private static byte[] Hash(string text)
    {
        var hash = Convert.FromHexString(text);
        return hash.Length == MerkleHash.Size ? hash : throw new FormatException($"'{text}' is no hash");
    }
}
