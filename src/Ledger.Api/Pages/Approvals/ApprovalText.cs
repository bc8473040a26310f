using System.Diagnostics;
using Ledger.Api.CommandLine;
using Ledger.Domain.Approvals;
using Ledger.Domain.Events;

namespace Ledger.Api.Pages.Approvals;

/// <summary>What is said of requests for approval where people read them.</summary>
internal static class ApprovalText
{
    internal static string Of(ApprovalState state) => state switch
    {
        ApprovalState.Pending => UserLanguage.Say("waits", "待审批"),
        ApprovalState.Approved => UserLanguage.Say("approved", "已通过"),
        ApprovalState.Rejected => UserLanguage.Say("rejected", "已驳回"),
        ApprovalState.Expired => UserLanguage.Say("expired", "已过期"),
        _ => throw new UnreachableException($"{state}"),
    };

    /// <summary>The class of the tag that a state has.</summary>
    internal static string TagOf(ApprovalState state) => state switch
    {
        ApprovalState.Pending => "tag warn",
        ApprovalState.Approved => "tag good",
        ApprovalState.Rejected => "tag bad",
        _ => "tag",
    };

    internal static string Step(string step) => ApprovalSteps.NameOf(step).In(UserLanguage.IsChinese);

    /// <summary>The direction of a held entry in words; nothing where its kind has none.</summary>
    internal static string Direction(FundEvent entry) => entry.Direction switch
    {
        "up" => UserLanguage.Say("up", "调增"),
        "down" => UserLanguage.Say("down", "调减"),
        _ => "",
    };

    /// <summary>Why the reader cannot decide a request; null where they can, or where nobody can any more.</summary>
    internal static string? WhyNot(ApprovalBook request, string person, bool mayApprove)
    {
        if (request.State != ApprovalState.Pending || (mayApprove && request.WaitsFor(person))) return null;
        if (request.By == person)
            return UserLanguage.Say("You asked for this: somebody else decides it.", "这是您提请的申请,须由他人审批。");
        return mayApprove
            ? UserLanguage.Say("You decided a step of this: the next one is somebody else's.", "您已审批过其中一步,下一步须由他人审批。")
            : UserLanguage.Say("Reviewers decide it.", "由复核人员审批。");
    }
}
