using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.Domain.Reimbursements;

namespace Ledger.Domain.Clearing;

/// <summary>
/// Which payments pay a clearing. They stand among what an institution was paid for its year, and are no charge that a
/// further clearing counts: the decision that they pay is counted already.
/// </summary>
public static class ClearingPayments
{
    /// <summary>What the entry adds to payments of clearings; null where it pays none.</summary>
    public static InstitutionEffect? Of(FundEvent entry) => IsOne(entry) ? InstitutionEffects.Of(entry) : null;

    private static bool IsOne(FundEvent entry) => entry switch
    {
        // What a payment pays is a settlement, which has its day, or a clearing.
        ReimbursementPaid { Original: not null, Answers: { SettledOn: null } } => true,
        ReimbursementReversed { Reverses: { } paid } => IsOne(paid),
        EntryReversed { Reverses: { } original } => IsOne(original),
        _ => false,
    };
}
