using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Rulings;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Deciding;

/// <summary>What a fund's cash dates of one year come to.</summary>
/// <param name="Net">What the year did to the balance, openings included.</param>
/// <param name="Premium">Premium income, of-which lines included.</param>
/// <param name="Reserved">Moved to another fund as a reserve.</param>
public sealed record FundYear(Money Net, Money Income, Money Expenditure, Money Premium, Money Reserved)
{
    public static readonly FundYear None = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    public static FundYear operator +(FundYear one, FundYear other) => new(one.Net + other.Net,
        one.Income + other.Income, one.Expenditure + other.Expenditure, one.Premium + other.Premium,
        one.Reserved + other.Reserved);

    public static FundYear Add(FundYear left, FundYear right) => left + right;
}

/// <summary>What an event adds to the years of its funds.</summary>
public static class FundYears
{
    public static IEnumerable<(FundCode Fund, int Year, FundYear Change)> MovedBy(FundEvent entry)
    {
        foreach (var effect in StatementEffects.Of(entry))
        {
            if (Of(effect) is { } change) yield return (effect.Fund, effect.CashDate.Year, change);
        }
        // A reserve that is undone counts no longer in the year in which it was set aside.
        if (Reserve(entry) is { } reserve) yield return (reserve.Fund, reserve.Year, FundYear.None with { Reserved = reserve.Amount });
    }

    private static FundYear? Of(LineEffect effect) => StatementLines.SideOf(effect.Line) switch
    {
        StatementSide.Opening => FundYear.None with { Net = effect.Amount },
        StatementSide.Income => FundYear.None with
        {
            Net = effect.Amount, Income = effect.Amount,
            Premium = StatementLines.IsAtOrBelow(effect.Line, StatementLines.Premium) ? effect.Amount : Money.Zero,
        },
        StatementSide.Expenditure => FundYear.None with { Net = -effect.Amount, Expenditure = effect.Amount },
        _ => null,
    };

    private static (FundCode Fund, int Year, Money Amount)? Reserve(FundEvent entry) => entry switch
    {
        FundsMoved { Category: ReserveRule.Category } => (entry.Fund, entry.CashDate.Year, entry.Amount),
        EntryReversed { Reverses: FundsMoved { Category: ReserveRule.Category } of } => (of.Fund, of.CashDate.Year, -of.Amount),
        _ => null,
    };
}
