using System.Text;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>Checks that some events are all of an institution's, or that it has none.</summary>
internal static class InstitutionProofCheck
{
    internal static void Run(ProofFile proof, string institution, InstitutionMap map, List<FindingAnswer> findings)
    {
        if (proof.Path.Count > 0) Find(0, "the proof has a path that nothing needs", "证明含有多余的路径");
        switch (proof)
        {
            case { Kind: ProofFile.Completeness, Entry: { } entry, Events: { } events }:
                var (own, found) = (Proven(entry), events.Select(one => (one.Position, ProofCheck.Hash(one.Leaf))).ToList());
                if (entry.Institution != institution) Find(0, "the entry is of another institution", "机构不符");
                if (!own.IsIn(map)) Find(entry.First, "the institution's entry is not in the tree of that root", "机构条目不在该根的哈希树中");
                if (!CompletenessProof.AreAll(own.Entry, found)) Find(entry.First, "the events are not all of the institution's", "事件不是该机构的全部事件");
                if (entry.Last > proof.Size) Find(entry.Last, "the log has not so many events", "超出日志的长度");
                foreach (var (one, (_, leaf)) in events.Zip(found))
                    if (one.Event is { } columns) IsOf(institution, columns, one.Position, leaf, proof.Pool, findings);
                break;
            case { Kind: ProofFile.Absence }:
                if (!CompletenessProof.IsAbsent(institution, map, ProvenOrNull(proof.Before), ProvenOrNull(proof.After)))
                    Find(0, "it is not shown that the institution has no events", "未能证明该机构没有事件");
                break;
            default:
                Find(0, "it lacks a part", "内容不全");
                break;
        }

        void Find(long position, string english, string chinese) => findings.Add(new(position, UserLanguage.Say(english, chinese)));
    }

    private static void IsOf(string institution, IReadOnlyDictionary<string, string?> columns, long position, byte[] leaf, string pool,
        List<FindingAnswer> findings)
    {
        ProofCheck.IsEvent(columns, position, leaf, pool, findings);
        try
        {
            if (InstitutionLeaves.InstitutionOf(Encoding.UTF8.GetBytes(columns["data"] ?? "")) == institution) return;
        }
        catch (JsonException)
        {
        }
        findings.Add(new(position, UserLanguage.Say("the event is not of that institution", "事件不属于该机构")));
    }

    private static ProvenEntry Proven(EntryFile file) => new(
        new(file.Institution, file.Events, file.First, file.Last, ProofCheck.Hash(file.Root)), file.Index, [.. file.Path.Select(ProofCheck.Hash)]);

    private static ProvenEntry? ProvenOrNull(EntryFile? file) => file is null ? null : Proven(file);
}
