using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Statements;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Statements;

/// <summary>A kind with the fields that may decide where it is booked.</summary>
internal sealed record StatementVariant(string Kind, string Name, FundEvent Entry)
{
    public IReadOnlyList<LineEffect> Effects => StatementEffects.Of(Entry);

    public IReadOnlyList<LineEffect> ReversedInTheSameYear => Reverse("2025-12-31");

    public IReadOnlyList<LineEffect> ReversedLater => Reverse("2026-01-01");

    private IReadOnlyList<LineEffect> Reverse(string date) =>
        StatementEffects.Of(Made(new EntryReversed { Reverses = Entry }, "X-1", Entry.Amount.Fen).On(date));
}

/// <summary>Every kind with every payer, category and account that it may name, and both years where it has one.</summary>
internal static class StatementVariants
{
    private static readonly OriginalBooking _sameYear = new(2025, "inpatient");
    private static readonly OriginalBooking _otherYear = _sameYear with { Year = 2024 };

    // A reversal is a column of its own.
    internal static IEnumerable<StatementVariant> All =>
        EventTypes.All.Where(type => type.Blank is not EntryReversed).SelectMany(Of);

    private static IEnumerable<StatementVariant> Of(EventType type) =>
        from payer in Choices(type.Payers, mayBeEmpty: type.Blank is PremiumRefunded)
        from category in Choices(type.Categories, mayBeEmpty: !type.Needs.Contains(EntryColumns.Category))
        from account in Choices(type.Accounts, mayBeEmpty: true)
        from answers in AnswersOf(type.Blank, payer)
        select new StatementVariant(type.Name, Name(payer, category, account, answers), Made(type.Blank, "D-1", 1) with
        {
            Payer = payer, Category = category, Account = account, Institution = Hospital, Answers = answers,
        });

    private static List<string?> Choices(IReadOnlyList<string> named, bool mayBeEmpty)
    {
        var choices = new List<string?>(named);
        if (mayBeEmpty || named.Count == 0) choices.Insert(0, null);
        return choices;
    }

    private static OriginalBooking?[] AnswersOf(FundEvent blank, string? payer) => blank switch
    {
        PremiumRefunded =>
        [
            new(2025, Payer: payer ?? "individual"), new(2024, Payer: payer ?? "individual"),
        ],
        ReimbursementReversed => [_sameYear, _otherYear],
        ClawbackRecovered => [_sameYear, _sameYear with { Category = null }, _otherYear],
        _ => [null],
    };

    private static string Name(string? payer, string? category, string? account, OriginalBooking? answers)
    {
        var parts = new List<string>();
        if (payer is not null) parts.Add(payer);
        if (category is not null) parts.Add(category);
        if (account is not null) parts.Add(account);
        if (answers is not null) parts.Add(answers.Year == 2025 ? "same year" : "other year");
        if (answers is { Payer: null }) parts.Add($"original {answers.Category ?? "not named"}");
        return parts.Count == 0 ? "(none)" : string.Join(", ", parts);
    }
}
