using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using NodaTime;

namespace Ledger.Domain.Ageing;

/// <summary>What an entry does to what somebody owes the fund or is owed by it.</summary>
/// <param name="Kind">One of <see cref="OutstandingKinds"/>.</param>
/// <param name="Holder">The institution, person, counterparty or case.</param>
/// <param name="CashDate">From when on it counts.</param>
/// <param name="OpenedOn">The day on which this part of the balance came up; null where the entry names no part.</param>
/// <param name="DueOn">When this part is due, where it has a day.</param>
/// <param name="Amount">Raises or, negative, lowers.</param>
public sealed record OutstandingMove(
    string Kind, FundCode Fund, string Holder, LocalDate CashDate, LocalDate? OpenedOn, LocalDate? DueOn, Money Amount);

/// <summary>The names of balances that have an age.</summary>
public static class OutstandingKinds
{
    /// <summary>应付未付: settled and not yet paid.</summary>
    public const string Settlement = "settlement";

    /// <summary>追回: ordered and not yet recovered or waived.</summary>
    public const string Clawback = "clawback";

    public static readonly string Prepayment = Outstanding.NameOf(OutstandingKind.Prepayment);

    public static readonly string Deposit = Outstanding.NameOf(OutstandingKind.Deposit);

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Settlement, Clawback,
        .. Enum.GetValues<OutstandingKind>().Where(kind => kind != OutstandingKind.PrepaidInYear).Select(Outstanding.NameOf),
    ];
}

/// <summary>Which entries raise and lower what has an age, one rule a line. Pure: the event alone decides.</summary>
public static class OutstandingMoves
{
    public static OutstandingMove? Of(FundEvent entry) => entry switch
    {
        SettlementRecorded e => Settled(e, e, e.Amount),
        SettlementWithdrawn { Withdraws: { } settlement } e => Settled(settlement, e, -e.Amount),
        AmountRefused { Answers.SettledOn: { } day } e => new(OutstandingKinds.Settlement, e.Fund,
            HolderOf(e.Institution, e.Person), e.CashDate, day, null, -e.Amount),
        ReimbursementPaid { Answers.SettledOn: { } } e => PaidOff(e),
        ClawbackOrdered e => Claim(e, e.CashDate, e.DueDate, e.Amount),
        // A recovery pays the oldest claims on the institution or person first.
        ClawbackRecovered or ClawbackWaived => Claim(entry, null, null, -entry.Amount),
        // What is undone leaves the part of the balance that it had touched, from the day of the reversal on.
        EntryReversed { Reverses: { } original } e when Of(original) is { } undone
            => undone with { CashDate = e.CashDate, Amount = -undone.Amount },
        _ when Outstanding.MovedBy(entry) is { } moved => new(Outstanding.NameOf(moved.Key.Kind), moved.Key.Fund,
            moved.Key.Holder, entry.CashDate, moved.Amount > Money.Zero ? entry.CashDate : null, null, moved.Amount),
        _ => null,
    };

    private static OutstandingMove Settled(SettlementRecorded settlement, FundEvent entry, Money amount) => new(
        OutstandingKinds.Settlement, entry.Fund, HolderOf(settlement.Institution, settlement.Person), entry.CashDate,
        settlement.CashDate, null, amount);

    // The payment names its settlement, so its age ends, whatever older ones are still held.
    private static OutstandingMove PaidOff(ReimbursementPaid payment) => new(
        OutstandingKinds.Settlement, payment.Fund,
        payment.Answers!.Person is { } person
            ? NameOf(person)
            : HolderOf(payment.Institution ?? payment.Answers.Institution, payment.Person),
        payment.CashDate, payment.Answers.SettledOn, null, -payment.Amount);

    private static OutstandingMove Claim(FundEvent entry, LocalDate? opened, LocalDate? due, Money amount) => new(
        OutstandingKinds.Clawback, entry.Fund, HolderOf(entry.Institution, entry.Person), entry.CashDate, opened, due,
        amount);

    private static string HolderOf(InstitutionCode? institution, PersonRef? person) =>
        institution?.Text ?? (person is { } one ? NameOf(one) : "");

    // No institution's code looks like that.
    private static string NameOf(PersonRef person) => $"person:{person}";
}
