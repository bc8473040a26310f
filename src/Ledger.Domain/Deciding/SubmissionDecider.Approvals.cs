using Ledger.Domain.Approvals;
using Ledger.Domain.Events;

namespace Ledger.Domain.Deciding;

/// <content>Rows that wait for other people's approval, and what those people decide.</content>
public static partial class SubmissionDecider
{
    // It could be recorded as it is, which is why others are asked; nothing of it is.
    private static SubmissionDecision Hold(IReadOnlyList<FundEvent> rows, ApprovalRule rule, ApprovalRequested? overdue,
        Books books, Sender sender, long nextPosition)
    {
        books.Undo();
        books.Begin();
        var accepted = new List<FundEvent>(2);
        if (overdue is not null) accepted.Add(ApprovalDecider.Expiry(overdue.Document, sender.Day));
        var request = FourEyes.Request(rows, rule, sender, nextPosition + accepted.Count);
        accepted.Add(request);
        for (var index = 0; index < accepted.Count; index++) books.Apply(accepted[index], nextPosition + index);
        return new()
        {
            Accepted = accepted, FirstPosition = nextPosition + accepted.Count - 1, Approval = books.Approval(request.Document),
        };
    }

    // With the last approval the entries are decided anew, on the books as they are now.
    private static SubmissionDecision DecideRequest(ApprovalDecided row, Books books, RuleBook rules, long nextPosition)
    {
        if (ApprovalDecider.Repeated(row, books) is { } first)
            return new() { RepeatOf = first, Approval = books.Approval(row.Original!.Value) };
        var decision = ApprovalDecider.Decide(row, books);
        if (decision.Refused is { } refused) return Refuse(books, rules, new(0, row), refused);
        var decided = (ApprovalDecided)decision.Accepted!;
        var request = books.Approval(row.Original!.Value)!;
        IReadOnlyList<FundEvent> released = decided.Approves && request.IsAtLastStep ? FourEyes.Released(Held(request, books)) : [];
        var entries = Expand(released, books);
        var known = released.Count == 0 ? default : Retry.Recognise([.. entries.Select(sent => sent.Entry.AsSubmitted())], books);
        if (known is { Conflict: { } conflict, Refusal: var why }) return Refuse(books, rules, entries[conflict], why);
        // What came by another way meanwhile is recorded already.
        var booked = Book(known.Position is null ? entries : [], released, books, rules, nextPosition, decided);
        return booked.Refused.Count > 0 ? booked : booked with { Approval = books.Approval(request.Request) };
    }

    private static ApprovalRequested Held(ApprovalBook request, Books books) =>
        books.Entries(request.Request).Select(booked => booked.Entry).OfType<ApprovalRequested>().Single();
}
