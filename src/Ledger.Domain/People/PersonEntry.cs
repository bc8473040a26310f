using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using NodaTime;

namespace Ledger.Domain.People;

/// <summary>An entry that names a person, by whom and when: what finds it again.</summary>
/// <param name="Day">First day of the care; what undoes an entry stands on the day of that entry.</param>
/// <param name="Claim">
/// The document under which a benefit was first claimed: payments of one settlement are one claim. Null for what is
/// no claim, and for money of one's own (category <c>personal</c>).
/// </param>
/// <param name="Bill">The whole bill, where it is stated.</param>
public sealed record PersonEntry(PersonRef Person, LocalDate Day, DocumentId? Claim, Money? Bill)
{
    /// <summary>What the entry, alone, says of a person; null where it names none.</summary>
    public static PersonEntry? Of(FundEvent entry) => OriginalCare.Of(entry) is { } care
        ? new(care.Person, care.Day, ClaimOf(entry), ClaimOf(entry) is null ? null : entry.MedicalCost)
        : null;

    /// <summary>The document of the claim, or null.</summary>
    public static DocumentId? ClaimOf(FundEvent entry) => entry switch
    {
        { Category: "personal" } => null,
        SettlementRecorded => entry.Document,
        ReimbursementPaid => entry.Original ?? entry.Document,
        _ => null,
    };
}

/// <summary>Whom an entry is about and on which day the care began, as the original had it.</summary>
/// <param name="Visits">Visits (人次) of the original, where they were stated.</param>
public sealed record OriginalCare(PersonRef Person, LocalDate Day, long? Visits = null)
{
    /// <summary>
    /// Of the entry; for one that answers or undoes another, of that other. Null where no person is named.
    /// </summary>
    public static OriginalCare? Of(FundEvent entry) => entry switch
    {
        EntryReversed { Reverses: { } original } => Of(original),
        ReimbursementReversed { Reverses: { } original } => Of(original),
        SettlementWithdrawn { Withdraws: { } original } => Of(original),
        { Answers.Care: { } care } => care,
        { Person: { } person } => new(person, entry.BusinessFrom ?? entry.CashDate, entry.Count),
        _ => null,
    };
}
