using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Penalties;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Statements;

/// <summary>A kind with the fields that may decide where it is booked.</summary>
/// <param name="Choice">Payer, category and account as far as they are named; null when none is.</param>
/// <param name="Year">What is known of the original, where the kind answers one.</param>
internal sealed record StatementVariant(string Kind, string? Choice, string? Year, FundEvent Entry)
{
    public string Name => (Choice, Year) switch
    {
        (null, null) => "(none)",
        (null, { } year) => year,
        ({ } choice, null) => choice,
        var (choice, year) => $"{choice}, {year}",
    };

    public IReadOnlyList<LineEffect> Effects => StatementEffects.Of(Entry);

    public IReadOnlyList<LineEffect> ReversedInTheSameYear => Reverse("2025-12-31");

    public IReadOnlyList<LineEffect> ReversedLater => Reverse("2026-01-01");

    private IReadOnlyList<LineEffect> Reverse(string date) =>
        StatementEffects.Of(Made(new EntryReversed { Reverses = Entry }, "X-1", Entry.Amount.Fen).On(date));
}

/// <summary>
/// Every kind with every payer, category, account, direction and ruling that it may name, and both years where it has
/// one.
/// </summary>
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
        from account in Choices(type.Accounts, mayBeEmpty: !type.Needs.Contains(EntryColumns.Account))
        from shape in ShapesOf(type.Blank)
        from answers in AnswersOf(type.Blank, payer)
        select new StatementVariant(type.Name, Choice(payer, category, account, shape.Name), Year(answers),
            Made(shape.Entry, "D-1", 1) with
            {
                Payer = payer, Category = category ?? shape.Entry.Category, Account = account ?? shape.Entry.Account,
                Institution = Hospital, Answers = answers,
            });

    private static List<string?> Choices(IReadOnlyList<string> named, bool mayBeEmpty)
    {
        var choices = new List<string?>(named);
        if (mayBeEmpty || named.Count == 0) choices.Insert(0, null);
        return choices;
    }

    // What else decides: the direction, the receiving fund, the ruling, and the Treasury's account for its own money.
    private static (string? Name, FundEvent Entry)[] ShapesOf(FundEvent blank) => blank switch
    {
        BalanceAdjusted => [("up", blank with { Direction = "up" }), ("down", blank with { Direction = "down" })],
        CriticalIllnessPremiumPaid => [("insurer", blank), ("to_fund", blank with { ToFund = CriticalIllness })],
        FundsMoved => [.. Repository.Rules.Rulings.FundsMovedCategories.Select(MoveOf)],
        DepositWithheld or DepositReleased or DepositForfeited =>
        [
            ("at-release", blank with { Rule = new("deposit-recognition/at-release") }),
            ("at-settlement", blank with { Rule = new("deposit-recognition/at-settlement") }),
        ],
        PenaltyCollected => [(null, blank), ("treasury", blank with { Account = "treasury" })],
        _ => [(null, blank)],
    };

    // As the decision stamps it.
    private static (string? Name, FundEvent Entry) MoveOf(string category) => (category, Scenario
        .Given(Opened(), Opened().In(Employee), Opening(1)).When(Moved("M-1", 1, category, Employee))
        .ThenAccepted().Recorded[^1]);

    private static OriginalBooking?[] AnswersOf(FundEvent blank, string? payer) => blank switch
    {
        PremiumRefunded =>
        [
            new(2025, Payer: payer ?? "individual"), new(2024, Payer: payer ?? "individual"),
        ],
        SubsidyReturned => [new(2025, "vaccine"), new(2024, "vaccine")],
        ReimbursementReversed or DepositWithheld or DepositReleased or DepositForfeited => [_sameYear, _otherYear],
        ClawbackRecovered => [_sameYear, _sameYear with { Category = null }, _otherYear],
        _ => [null],
    };

    private static string? Choice(params string?[] named) =>
        named.All(one => one is null) ? null : string.Join(" ", named.OfType<string>());

    private static string? Year(OriginalBooking? answers) => answers switch
    {
        null => null,
        { Category: null, Payer: null } => "same year, benefit not named",
        { Year: 2025 } => "same year",
        _ => "other year",
    };
}
