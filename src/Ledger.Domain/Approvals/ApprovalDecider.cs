using System.Diagnostics;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;

namespace Ledger.Domain.Approvals;

/// <summary>
/// The rules of deciding a request: nobody decides their own, or two steps of one, or one whose time is over. Pure.
/// </summary>
public static class ApprovalDecider
{
    public static Decision Decide(FundEvent entry, Books books) => books.Approval(entry.Original!.Value) switch
    {
        null => Refusal.ApprovalNotFound,
        { NextStep: null } => Refusal.ApprovalDecidedAlready,
        var request => entry switch
        {
            ApprovalDecided decided when decided.By == request.By => Refusal.ApprovalOfOwnRequest,
            ApprovalDecided decided when request.WordOf(decided.By) is not null => Refusal.ApprovalOfTwoSteps,
            ApprovalDecided when request.IsOverdueOn(entry.CashDate) => Refusal.ApprovalOverdue,
            ApprovalDecided decided => decided with { Step = request.NextStep!, Document = NumberOf(request) },
            ApprovalExpired when !request.IsOverdueOn(entry.CashDate) => Refusal.ApprovalNotDue,
            ApprovalExpired => entry,
            _ => throw new UnreachableException($"No rule of approval for {entry.GetType().Name}."),
        },
    };

    /// <summary>Where the same word of the same person is recorded, so that sending it again does no harm.</summary>
    internal static long? Repeated(ApprovalDecided decided, Books books) =>
        books.Approval(decided.Original!.Value)?.WordOf(decided.By) is { } word && word.Approves == decided.Approves
            ? word.Position
            : null;

    /// <summary>What is recorded of a request that nobody decided in time.</summary>
    public static ApprovalExpired Expiry(DocumentId request, NodaTime.LocalDate day) =>
        new() { Document = request, Original = request, CashDate = day };

    private static DocumentId NumberOf(ApprovalBook request) =>
        DocumentId.Of($"{request.Request}.{request.Decided.Count + 1}");
}
