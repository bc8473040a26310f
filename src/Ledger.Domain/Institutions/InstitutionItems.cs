using Ledger.Domain.Budgets;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Penalties;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using NodaTime;

namespace Ledger.Domain.Institutions;

/// <summary>One amount of an institution's monthly statement.</summary>
/// <param name="Item">One of <see cref="InstitutionItems.All"/>.</param>
public sealed record InstitutionItem(
    InstitutionCode Institution, YearMonth Month, FundCode Fund, string Item, Money Amount)
{
    /// <summary>Whether it is what came back of a clawback.</summary>
    public bool IsRecovered => Item is InstitutionItems.RecoveredInCash or InstitutionItems.RecoveredByOffset;
}

/// <summary>
/// What happened between an institution and a fund, under the names that its statement has, one rule a line. Pure:
/// the event alone decides.
/// </summary>
public static class InstitutionItems
{
    public const string RecoveredInCash = "clawback-recovered";
    public const string RecoveredByOffset = "clawback-offset";

    /// <summary>The items in the order of the statement.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "settled", "withdrawn", "refused", "held", "hold-lifted", "paid", "paid-of-settlements", "came-back",
        "withheld", "released", "forfeited", "prepaid", "offset", "prepayment-returned",
        "clawback-ordered", RecoveredInCash, RecoveredByOffset, "clawback-waived", "penalty",
        "cleared-due", "cleared-back",
    ];

    /// <summary>None where the entry is not an institution's; a payment of a settlement is two.</summary>
    public static IReadOnlyList<InstitutionItem> Of(FundEvent entry) => entry switch
    {
        SettlementRecorded => On(entry, "settled"),
        SettlementWithdrawn { Withdraws: { } settlement } => On(entry, "withdrawn", settlement),
        AmountRefused => On(entry, "refused"),
        PaymentHeld => On(entry, "held"),
        PaymentHoldLifted => On(entry, "hold-lifted"),
        ReimbursementPaid { Answers.SettledOn: { } } => [.. On(entry, "paid"), .. On(entry, "paid-of-settlements")],
        ReimbursementPaid => On(entry, "paid"),
        ReimbursementReversed { Reverses: { } paid } => On(entry, "came-back", paid),
        DepositWithheld => On(entry, "withheld"),
        DepositReleased => On(entry, "released"),
        DepositForfeited => On(entry, "forfeited"),
        PrepaymentPaid => On(entry, "prepaid"),
        PrepaymentOffset => On(entry, "offset"),
        PrepaymentReturned => On(entry, "prepayment-returned"),
        ClawbackOrdered => On(entry, "clawback-ordered"),
        ClawbackRecovered { Category: "offset" } => On(entry, RecoveredByOffset),
        ClawbackRecovered => On(entry, RecoveredInCash),
        ClawbackWaived => On(entry, "clawback-waived"),
        PenaltyCollected => On(entry, "penalty"),
        YearEndCleared { Direction: "up" } => On(entry, "cleared-due"),
        YearEndCleared => On(entry, "cleared-back"),
        EntryReversed { Reverses: { } original } e =>
        [
            .. Of(original).Select(item => item with { Month = e.CashDate.ToYearMonth(), Amount = -item.Amount }),
        ],
        _ => [],
    };

    // Whose it is may stand in what it takes back alone.
    private static IReadOnlyList<InstitutionItem> On(FundEvent entry, string item, FundEvent? original = null) =>
        (InstitutionOf(original) ?? InstitutionOf(entry)) is { } institution
            ? [new(institution, entry.CashDate.ToYearMonth(), entry.Fund, item, entry.Amount)]
            : [];

    private static InstitutionCode? InstitutionOf(FundEvent? entry) => entry?.Institution ?? entry?.Answers?.Institution;
}
