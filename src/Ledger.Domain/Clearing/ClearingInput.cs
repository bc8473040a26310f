namespace Ledger.Domain.Clearing;

/// <summary>A deposit withheld for the year and not yet released or forfeited, or what is left of it.</summary>
public sealed record HeldDeposit(DocumentId Document, Money Left);

/// <summary>What is known of an institution when the year is cleared.</summary>
/// <param name="Institution">Its code.</param>
/// <param name="Budget">The year's budget with its adjustments; null where it has none.</param>
/// <param name="Points">Ten-thousandths of a point.</param>
/// <param name="Charged">Paid or settled for the year, as the policy says, apart from payments of clearings.</param>
/// <param name="Special">Special cases granted (特病单议), less those withdrawn; each is paid by itself.</param>
/// <param name="Cleared">What earlier rounds and interim clearings decided, less what they took back.</param>
/// <param name="Score">The newest assessment score of the year; null where there is none.</param>
/// <param name="Deposits">The deposits of the year that are still held.</param>
public sealed record ClearingInstitution(InstitutionCode Institution, Money? Budget, long Points, Money Charged,
    Money Special, Money Cleared, long? Score, IReadOnlyList<HeldDeposit> Deposits)
{
    public Money DepositHeld => Deposits.Aggregate(Money.Zero, (sum, deposit) => sum + deposit.Left);
}

/// <summary>All that a clearing rests on.</summary>
/// <param name="RegionBudget">The region's budget of the year; null where none was allotted.</param>
public sealed record ClearingInput(int Year, Money? RegionBudget, IReadOnlyList<ClearingInstitution> Institutions);
