using Ledger.Domain.Corrections;
using Ledger.Domain.Events;

namespace Ledger.Domain.Budgets;

/// <summary>What an entry does to a budget.</summary>
/// <param name="Institution">Null: the region's.</param>
/// <param name="Category">Empty where the budget is for no category of its own.</param>
public sealed record BudgetEffect(
    int Year, InstitutionCode? Institution, FundCode Fund, string Category, Money Allotted, Money Adjusted);

/// <summary>The budgets of institutions and of the region, one rule a line. Pure: the event alone decides.</summary>
public static class BudgetEffects
{
    /// <summary>Null where the entry is no budget's.</summary>
    public static BudgetEffect? Of(FundEvent entry) => entry switch
    {
        BudgetAllotted e => On(e, e.Amount, Money.Zero),
        BudgetAdjusted { Direction: "down" } e => On(e, Money.Zero, -e.Amount),
        BudgetAdjusted e => On(e, Money.Zero, e.Amount),
        EntryReversed { Reverses: BudgetAllotted or BudgetAdjusted } e when Of(e.Reverses!) is { } undone => undone with
        {
            Allotted = -undone.Allotted, Adjusted = -undone.Adjusted,
        },
        _ => null,
    };

    private static BudgetEffect On(FundEvent entry, Money allotted, Money adjusted) => new(
        entry.BudgetYear!.Value, entry.Institution, entry.Fund, entry.Category ?? "", allotted, adjusted);
}
