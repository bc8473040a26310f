namespace Ledger.Api.Institutions;

// The JSON of the verbs about institutions (contract): amounts are yuan and shares have four digits, as decimal
// strings; null where a divisor is zero.

/// <param name="Region">The pool as a whole; null where one institution was asked for.</param>
/// <param name="Controls">The control rules that are broken.</param>
public sealed record BudgetAnswer(string Pool, int Year, long Position,
    IReadOnlyList<InstitutionBudgetAnswer> Institutions, RegionBudgetAnswer? Region,
    IReadOnlyList<BrokenControlAnswer> Controls);

/// <param name="Visits">Those that the averages are made of.</param>
public sealed record InstitutionBudgetAnswer(string Institution, int Year, string Budget, string Paid,
    string Remaining, string? Executed, string PrepaymentOutstanding, string DepositHeld, string ClawbackOutstanding,
    string ClawbackRecovered, string SettledUnpaid, long Visits, string? AverageCost, string? AverageCostLastYear,
    string? AverageExamCost, string? AverageExamCostLastYear, string? OutOfScopeShare, string? OutOfScopeShareLastYear,
    string? SelfPaidShare);

public sealed record RegionBudgetAnswer(string Budget, string Paid, string Remaining, string? Executed);

public sealed record BrokenControlAnswer(string Institution, string Policy, string Figure, string Limit);

/// <param name="Policy">The name of the limits of the buckets.</param>
public sealed record AgesAnswer(
    string Pool, string AsOf, long Position, string Policy, IReadOnlyList<OutstandingAgeAnswer> Ages);

/// <param name="Buckets">Amounts by their age in days; they come to <paramref name="Outstanding"/>.</param>
public sealed record OutstandingAgeAnswer(string Kind, string Fund, string Holder, string Outstanding, string? Oldest,
    int? Days, string Overdue, IReadOnlyDictionary<string, string> Buckets);

public sealed record InstitutionStatementAnswer(
    string Pool, string Institution, int Year, long Position, IReadOnlyList<InstitutionFundAnswer> Funds);

/// <param name="Opening">What was outstanding when the year began, by kind.</param>
/// <param name="Total">The items of all months.</param>
public sealed record InstitutionFundAnswer(string Fund, IReadOnlyDictionary<string, string> Opening,
    IReadOnlyList<InstitutionMonthAnswer> Months, IReadOnlyDictionary<string, string> Total);

/// <param name="Outstanding">What is outstanding at the end of the month, by kind.</param>
public sealed record InstitutionMonthAnswer(
    string Month, IReadOnlyDictionary<string, string> Items, IReadOnlyDictionary<string, string> Outstanding);
