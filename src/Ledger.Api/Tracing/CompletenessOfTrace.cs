using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Tracing;

/// <summary>
/// Whether a proved trace of an institution's figure leaves nothing out: all events of the institution are in it, proved to be
/// all, and the figure is worked out anew from what they say.
/// </summary>
internal static class CompletenessOfTrace
{
    internal static void Check(TraceAnswer trace, IReadOnlyList<NoteVerifier> keys, List<FindingAnswer> findings)
    {
        if (trace.Completeness is not { Kind: ProofFile.Completeness, Events: { } all } proof || proof.Institution != trace.Institution
            || proof.Pool != trace.Pool)
        {
            Find(0, "it is not proved that no event of the institution was left out", "未证明该机构的事件没有遗漏");
            return;
        }
        findings.AddRange(ProofCheck.Run(proof with { Checkpoint = trace.Checkpoint }, keys));
        if (trace.Events.Any(one => (one.Proof!.Size, one.Proof.Root) != (proof.Size, proof.Root)))
            Find(0, "the proofs are of several logs", "证明出自不同的日志");
        if (proof.Size < trace.Position) Find(proof.Size, "the log ends before the figure", "日志未达到该数据的位置");
        var leaves = all.ToDictionary(one => one.Position, one => one.Leaf);
        foreach (var one in trace.Events.Where(one => leaves.GetValueOrDefault(one.Position) != one.Proof!.Leaf))
            Find(one.Position, "the event is not among those of the institution", "事件不在该机构的全部事件之中");
        try
        {
            var entries = all.TakeWhile(one => one.Position <= trace.Position).Select(Entry).ToList();
            var figure = new InstitutionTraces(DataFiles.Parse("controls.json", ControlRules.Parse))
                .Of(entries, InstitutionCode.Of(trace.Institution!), trace.Year!.Value, trace.Name);
            if (figure != trace.Figure)
                Find(trace.Position, $"the institution's events come to {figure}, and not to {trace.Figure}", $"该机构的事件合计为 {figure},而非 {trace.Figure}");
        }
        catch (Exception error) when (error is JsonException or FormatException or NotThereError or KeyNotFoundException)
        {
            Find(trace.Position, "the institution's events cannot be read", "无法读取该机构的事件");
        }

        void Find(long position, string english, string chinese) => findings.Add(new(position, UserLanguage.Say(english, chinese)));
    }

    private static FundEvent Entry(ProvenEventFile one)
    {
        var columns = one.Event ?? throw new FormatException($"event {one.Position} has only its hash");
        var type = EventTypes.Find(columns["type"] ?? "") ?? throw new FormatException($"event {one.Position} is of no known kind");
        return EventJson.Read(type, columns["data"] ?? "");
    }
}
