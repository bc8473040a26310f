using Ledger.Api.CommandLine;
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
                    if (proof.Event is { } columns) IsEvent(columns, position, Hash(leaf), proof.Pool, findings);
                    if (!MerkleProof.Includes(position - 1, Hash(leaf), proof.Size, root, path))
                        findings.Add(new(at, UserLanguage.Say("the leaf is not in the tree of that root", "叶子不在该根的哈希树中")));
                    break;
                case ProofFile.Consistency when proof is { From: { } from, FromRoot: { } fromRoot }:
                    if (!MerkleProof.Extends(from, Hash(fromRoot), proof.Size, root, path))
                        findings.Add(new(at, UserLanguage.Say("the later log is not the earlier one with events added", "后一日志不是在前一日志上追加而成")));
                    if (proof.FromCheckpoint is { } earlier) Signed(earlier, from, Hash(fromRoot), proof, keys, findings);
                    break;
                case ProofFile.Completeness or ProofFile.Absence when proof is { Institution: { } institution, Institutions: { } map }:
                    InstitutionProofCheck.Run(proof, institution, new(map.Count, Hash(map.Root)), findings);
                    break;
                default:
                    return [new(at, UserLanguage.Say("it is no proof of a known kind, or lacks a part", "不是已知类型的证明,或内容不全"))];
            }
            if (proof.Checkpoint is { } note) Signed(note, proof.Size, root, proof, keys, findings);
            return findings;
        }
        catch (FormatException error)
        {
            return [new(proof.Position ?? proof.From ?? 0, error.Message)];
        }
    }

    /// <summary>Whether the columns are those of the event whose leaf it is.</summary>
    internal static void IsEvent(IReadOnlyDictionary<string, string?> columns, long position, byte[] leaf, string pool,
        List<FindingAnswer> findings)
    {
        if (!MerkleHash.Leaf(LeafContent.Write(columns)).AsSpan().SequenceEqual(leaf))
            findings.Add(new(position, UserLanguage.Say("the event is not the one of the leaf", "事件与叶子不符")));
        if (columns["seq_id"] != $"{position}" || columns["tenant_id"] != pool)
            findings.Add(new(position, UserLanguage.Say("the event is of another position or pool", "事件的位置或统筹区不符")));
    }

    private static void Signed(string text, long size, byte[] root, ProofFile proof, IReadOnlyList<NoteVerifier> keys,
        List<FindingAnswer> findings)
    {
        var note = SignedNote.Parse(text);
        var checkpoint = EventStore.Proofs.Checkpoint.Parse(note.Text);
        if (checkpoint.Size != size || !checkpoint.Root.AsSpan().SequenceEqual(root))
            findings.Add(new(size, UserLanguage.Say("the checkpoint is of another size or root", "检查点的大小或根不符")));
        if (proof.Institutions is { } map && checkpoint.Institutions != new InstitutionMap(map.Count, Hash(map.Root)))
            findings.Add(new(size, UserLanguage.Say("the checkpoint says something else of the institutions, or nothing", "检查点所载机构情况不符,或未载明")));
        if (!checkpoint.Origin.EndsWith($"/pools/{proof.Pool}", StringComparison.Ordinal))
            findings.Add(new(size, UserLanguage.Say("the checkpoint is of another log", "检查点属于另一日志")));
        if (!keys.Any(key => key.HasSigned(note)))
            findings.Add(new(size, UserLanguage.Say("none of the checkpoint's signatures is right and of a known key", "检查点没有已知密钥的有效签名")));
    }

    /// <exception cref="FormatException">It is not 64 hexadecimal digits in lower case.</exception>
    internal static byte[] Hash(string text)
    {
        var hash = Convert.FromHexString(text);
        return hash.Length == MerkleHash.Size && ProofFile.Hex(hash) == text ? hash : throw new FormatException($"'{text}' is no hash");
    }
}
