using Ledger.Domain.Events;

namespace Ledger.Domain.Budgets;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>A budget (总额预算) for a year: an institution's, or with no institution the region's.</summary>
public sealed record BudgetAllotted : FundEvent;

/// <summary>A budget was raised or lowered during the year.</summary>
public sealed record BudgetAdjusted : FundEvent;

/// <summary>A line of the fund's own budget (基金预算) for a year.</summary>
public sealed record FundBudgetSet : FundEvent;

/// <summary>The year-end clearing (年终清算) was decided for an institution: what it is still due, or owes. The money follows.</summary>
public sealed record YearEndCleared : FundEvent;
