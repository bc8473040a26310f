using Ledger.Domain.Approvals;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.People;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using Ledger.Domain.Statements;
using Ledger.Domain.Treasury;

namespace Ledger.Domain.Deciding;

/// <summary>
/// Decides rows that stand or fall together: one row, a settlement of several funds, or a voucher. A retry is
/// recognised before any limit is checked. What is accepted is applied to the books; what is refused leaves them as
/// they were.
/// </summary>
public static partial class SubmissionDecider
{
    /// <param name="rows">The entries as sent, in order; or one decision of a request for approval.</param>
    /// <param name="books">The pool's books, with all that these rows ask about.</param>
    /// <param name="rules">The funds and the rulings.</param>
    /// <param name="sender">Who sends them, and when.</param>
    /// <param name="nextPosition">The position that the first accepted event will have.</param>
    public static SubmissionDecision Decide(
        IReadOnlyList<FundEvent> rows, Books books, RuleBook rules, Sender sender, long nextPosition)
    {
        if (rows is [ApprovalDecided decided]) return DecideRequest(decided, books, rules, nextPosition);
        var entries = Expand(rows, books);
        if (FundTwice(entries) is { } twice) return Refuse(books, rules, twice, Refusal.FundTwice);
        switch (Retry.Recognise([.. entries.Select(sent => sent.Entry)], books))
        {
            case { Position: { } first }:
                return new() { RepeatOf = first };
            case { Conflict: { } conflict, Refusal: var why }:
                return Refuse(books, rules, entries[conflict], why);
        }
        var waiting = rules.IsImport ? null : FourEyes.Waiting(rows, books);
        if (waiting is not null && books.Approval(waiting.Document) is { } request && !request.IsOverdueOn(sender.Day))
        {
            return FourEyes.Holds(waiting, rows)
                ? new() { RepeatOf = request.Position, Approval = request }
                : Refuse(books, rules, entries[0], Refusal.ApprovalPending);
        }
        var periods = books.Periods;
        var booked = Book(entries, rows, books, rules, nextPosition, decided: null);
        if (booked.Refused.Count > 0 || rules.Approvals.Of(booked.Accepted, periods) is not { } rule) return booked;
        if (!rules.IsImport) return Hold(rows, rule, waiting, books, sender, nextPosition);
        return rule.RefusesFiles ? UndoAndRefuse(books, rules, entries[0], Refusal.ApprovalNeeded) : booked;
    }

    private static SubmissionDecision Book(List<Sent> entries, IReadOnlyList<FundEvent> rows, Books books, RuleBook rules,
        long nextPosition, ApprovalDecided? decided)
    {
        books.Begin();
        var accepted = new List<FundEvent>(entries.Count + 1);
        if (decided is not null)
        {
            books.Apply(decided, nextPosition);
            accepted.Add(decided);
        }
        foreach (var sent in entries)
        {
            var decision = EntryDecider.Decide(sent.Entry, books, rules);
            if (decision.Refused is { } refused) return UndoAndRefuse(books, rules, sent, refused);
            if (TwoLines.RefusalOf(decision.Accepted!, rules.Rulings.TwoLines) is { } wrongAccount)
                return UndoAndRefuse(books, rules, sent, wrongAccount);
            var noted = OriginalNotes.On(decision.Accepted!, books);
            books.Apply(noted, nextPosition + accepted.Count);
            accepted.Add(noted);
        }
        if (LegLeftOut(entries, books) is { } incomplete)
            return UndoAndRefuse(books, rules, incomplete, Refusal.ReversalIncomplete);
        if (rules.RefundsAreWhole && entries.Find(sent => WholeRefund.IsMissedBy(sent.Entry, rows, books)) is { } differing)
            return UndoAndRefuse(books, rules, differing, Refusal.RefundDiffers);
        var before = accepted.Count - entries.Count;
        for (var index = 0; index < entries.Count; index++)
        {
            var tried = entries[index] with { Entry = accepted[before + index] };
            if (PersonalAccounts.OverdrawnBy(tried.Entry, books) is not null)
                return UndoAndRefuse(books, rules, tried, Refusal.PersonalAccountOverdrawn);
            if (Overdrawn(tried.Entry, books).Any(fund => !IsFlagged(fund, rules)))
                return UndoAndRefuse(books, rules, tried, Refusal.FundOverdrawn);
        }
        var overdrawn = accepted.SelectMany(entry => Overdrawn(entry, books)).ToHashSet();
        return new() { Accepted = accepted, FirstPosition = nextPosition, Overdrawn = overdrawn.Count == 0 ? [] : [.. overdrawn] };
    }

    private static List<Sent> Expand(IReadOnlyList<FundEvent> rows, Books books)
    {
        var entries = new List<Sent>(rows.Count);
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index] is EntryReversed reversal)
                entries.AddRange(CorrectionDecider.Expand(reversal, books).Select(leg => new Sent(index, leg)));
            else
                entries.Add(new(index, rows[index]));
        }
        return entries;
    }

    private static Sent? FundTwice(List<Sent> entries)
    {
        if (entries.Count == 1) return null;
        var seen = new HashSet<(DocumentId, Type, FundCode)>();
        return entries.Find(sent => !seen.Add((sent.Entry.Document, sent.Entry.GetType(), sent.Entry.Fund)));
    }

    // A settlement's legs are reversed together: what is left of it would be no settlement.
    private static Sent? LegLeftOut(IReadOnlyList<Sent> entries, Books books) => entries.FirstOrDefault(sent =>
        sent.Entry switch
        {
            EntryReversed e => CorrectionDecider.Targets(e, books).Any(leg => !leg.Reversed),
            ReimbursementReversed e => books.Entries(e.Original!.Value)
                .Any(leg => leg.Entry is ReimbursementPaid && !leg.Reversed && leg.Answered == Money.Zero),
            _ => false,
        });

    // The whole voucher counts: a correction may undo an income and book it again.
    private static IEnumerable<FundCode> Overdrawn(FundEvent entry, Books books) => StatementEffects.Of(entry)
        .Where(effect => effect.OnBalance < Money.Zero && books.IsOverdrawn(effect.Fund)).Select(effect => effect.Fund);

    // A personal account has no more than is in it, whoever says otherwise.
    private static bool IsFlagged(FundCode fund, RuleBook rules) => rules.IsImport && rules.Rulings.Overdraft.Flags
        && rules.Funds.Find(fund)?.Part != FundPart.Personal;

    private static SubmissionDecision UndoAndRefuse(Books books, RuleBook rules, Sent sent, Refusal refusal)
    {
        var refused = Refuse(books, rules, sent, refusal);
        books.Undo();
        return refused;
    }

    private static SubmissionDecision Refuse(Books books, RuleBook rules, Sent sent, Refusal refusal)
    {
        var (column, explanation) = RefusalText.Explain(refusal, sent.Entry, books, rules);
        return new() { Refused = [new(sent.Index, refusal, column, explanation)] };
    }

    private sealed record Sent(int Index, FundEvent Entry);
}
