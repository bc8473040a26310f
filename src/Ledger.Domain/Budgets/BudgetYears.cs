using Ledger.Domain.Events;

namespace Ledger.Domain.Budgets;

/// <summary>The year whose budget an entry is charged to, which need not be the year in which the money moved.</summary>
public static class BudgetYears
{
    /// <summary>What the entry says; else the year in which the care ended or began, that of what it pays, or its own.</summary>
    public static int Of(FundEvent entry) =>
        Said(entry) ?? entry.Answers?.BudgetYear ?? entry.CashDate.Year;

    /// <summary>Whether the entry itself says when the care was or whose budget it is.</summary>
    public static bool IsSaid(FundEvent entry) => Said(entry) is not null;

    private static int? Said(FundEvent entry) =>
        entry.BudgetYear ?? entry.BusinessTo?.Year ?? entry.BusinessFrom?.Year;
}
