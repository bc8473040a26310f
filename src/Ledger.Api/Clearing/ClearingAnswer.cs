namespace Ledger.Api.Clearing;

// The JSON of clear: amounts are yuan as decimal strings, points decimal numbers as strings.

/// <param name="Outcome"><c>dry-run</c>, <c>recorded</c>, <c>repeated</c>, <c>waiting</c> for approval, or <c>nothing</c> where nobody is due anything.</param>
/// <param name="Position">The last position that the figures rest on; of what was recorded, where something was.</param>
/// <param name="Date">The cash date of the decisions.</param>
public sealed record ClearingAnswer(string Pool, int Year, string Policy, string Source, string Method, string Fund,
    string? PaymentMethod, string Category, int Round, string Charged, string Rounding, string SpecialCases,
    string Date, string Outcome, long Position, string Voucher, ClearingTotals Totals,
    IReadOnlyList<ClearingFormula> Formulas, IReadOnlyList<ClearedInstitutionAnswer> Institutions);

/// <summary>The proof: payable + kept − added = budget.</summary>
public sealed record ClearingTotals(string Budget, string? SetAside, string? Distributable, string? Points,
    string? PointValue, string? Unallotted, string Payable, string Kept, string Added, string Due, string OwedBack);

/// <summary>How a column follows from others.</summary>
public sealed record ClearingFormula(string Column, string English, string Chinese);

/// <param name="Cleared">Decided by interim clearings and earlier rounds.</param>
/// <param name="Due">Positive: still due. Negative: owed back.</param>
/// <param name="Document">The document of the decision; null where there is nothing to decide.</param>
public sealed record ClearedInstitutionAnswer(string Institution, string? Points, string? Budget, string Charged,
    string? Retained, string? Borne, string? Refused, string Share, string Special, string Payable, string Cleared,
    string Due, string? Document, string DepositHeld, long? Score, string? DepositRelease, string? DepositForfeit,
    IReadOnlyList<HeldDepositAnswer> Deposits);

/// <summary>The <c>original</c> that a release or forfeit names, and what is left of it.</summary>
public sealed record HeldDepositAnswer(string Document, string Left);
