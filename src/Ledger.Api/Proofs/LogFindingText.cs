using System.Diagnostics;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>What was found wrong with a log, in words.</summary>
internal static class LogFindingText
{
    internal static Wording Of(LogFinding finding) => finding.Fault switch
    {
        LogFault.EventChanged => new("the event is not what was recorded", "事件与登记时不一致"),
        LogFault.EventMissing => new("the event is missing", "事件缺失"),
        LogFault.EventBeyondHead => new("an event that was not recorded stands outside the log", "日志之外存在未经登记的事件"),
        LogFault.LeafMissing => new("the event has no leaf in the tree", "事件在哈希树中没有叶子"),
        LogFault.LeafBeyondHead => new("the tree has leaves outside the log", "哈希树中存在日志之外的叶子"),
        LogFault.NodeChanged => new($"the tree's node {finding.Detail} is not that of its leaves", $"哈希树节点 {finding.Detail} 与其叶子不符"),
        LogFault.NodeBeyondHead => new($"the tree's node {finding.Detail} stands outside the log", $"哈希树节点 {finding.Detail} 在日志之外"),
        LogFault.HeadChanged => new("the head is not that of the log and its tree", "日志头与日志及其哈希树不符"),
        LogFault.StreamChanged => new($"stream {finding.Detail} is not as long as it says", $"事件流 {finding.Detail} 的长度与记载不符"),
        LogFault.InstitutionChanged => new(
            $"what is kept of the events of institution {finding.Detail} is not what there is", $"机构 {finding.Detail} 的事件清单与日志不符"),
        LogFault.InstitutionsDiffer => new(
            $"the institutions' events up to {finding.Detail} are not those that were signed", $"截至 {finding.Detail} 各机构的事件与签名时不一致"),
        LogFault.CheckpointDiffers => new(
            $"the history up to {finding.Detail} is not the one that was signed", $"截至 {finding.Detail} 的历史与签名时不一致"),
        LogFault.CheckpointBeyondHead => new(
            $"the log is shorter than the {finding.Detail} events that were signed", $"日志少于签名时的 {finding.Detail} 个事件"),
        _ => throw new UnreachableException($"No words for {finding.Fault}."),
    };
}
