using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;

namespace Ledger.Domain.Approvals;

/// <summary>What the rules of approval refuse, in the user's words.</summary>
internal static class ApprovalRefusals
{
    internal static (string Column, Wording Text) Explain(Refusal refusal, FundEvent entry, Books books) =>
        refusal switch
        {
            Refusal.ApprovalNeeded => (EntryColumns.Kind, new(
                $"{EventTypes.NameOf(entry)} needs approval and is not taken from a file; send it by itself",
                $"{EventTypes.NameOf(entry)} 须经审批,不能从文件导入,请单独提交")),
            Refusal.ApprovalPending => (EntryColumns.Document, Pending(entry, books)),
            _ => (EntryColumns.Original, OfRequest(refusal, entry, books)),
        };

    private static Wording OfRequest(Refusal refusal, FundEvent entry, Books books)
    {
        if (books.Approval(entry.Original!.Value) is not { } request)
            return new($"there is no request {entry.Original} in this pool", $"本统筹区没有审批申请 {entry.Original}");
        return refusal switch
        {
            Refusal.ApprovalDecidedAlready => new(
                $"{request.Request} is {ApprovalBook.NameOf(request.State)} already", $"{request.Request} 已{InChinese(request.State)}"),
            Refusal.ApprovalOfOwnRequest => new(
                $"{request.By} asked for {request.Request}; somebody else decides it", $"{request.Request} 由 {request.By} 提请,须由他人审批"),
            Refusal.ApprovalOfTwoSteps => new(
                $"{DeciderOf(entry)} decided a step of {request.Request} already; each step is another person's",
                $"{DeciderOf(entry)} 已审批 {request.Request} 的一个环节,各环节须由不同人员审批"),
            Refusal.ApprovalOverdue => new(
                $"{request.Request} could be decided until {request.Due.Iso()}; it is to be asked for again",
                $"{request.Request} 的审批期限为 {request.Due.Iso()},已过期,请重新提请"),
            Refusal.ApprovalNotDue => new(
                $"{request.Request} can be decided until {request.Due.Iso()}", $"{request.Request} 的审批期限为 {request.Due.Iso()},尚未过期"),
            _ => throw new UnreachableException($"No text for {refusal}."),
        };
    }

    private static Wording Pending(FundEvent entry, Books books)
    {
        var request = FourEyes.Waiting([entry], books)?.Document;
        return new($"{EventTypes.NameOf(entry)} {entry.Document} waits in {request} with other content; decide that first",
            $"{EventTypes.NameOf(entry)} {entry.Document} 已在 {request} 中待审批且内容不同,请先处理该申请");
    }

    private static string DeciderOf(FundEvent entry) => entry is ApprovalDecided decided ? decided.By : "";

    private static string InChinese(ApprovalState state) => state switch
    {
        ApprovalState.Approved => "批准",
        ApprovalState.Rejected => "驳回",
        ApprovalState.Expired => "过期",
        _ => "待审批",
    };
}
