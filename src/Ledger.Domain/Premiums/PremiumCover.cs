using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Premiums;

/// <summary>What a premium, or what takes one back, is for one year of cover.</summary>
/// <param name="Line">
/// Where it is booked: at or below income.premium; a refund of a later year at expenditure.other; a reversal of a
/// later year at opening.adjusted.
/// </param>
/// <param name="Amount">What it does to the fund's balance; below zero for a refund.</param>
public readonly record struct PremiumShare(
    FundCode Fund, string Line, int CoverYear, LocalDate CashDate, Money Amount);

/// <summary>
/// The years that premiums are for. The statement books a premium in the year of its cash date; here it is split over
/// the calendar years that its cover touches, by whole months. Pure.
/// </summary>
public static class PremiumCover
{
    public static IReadOnlyList<PremiumShare> Of(FundEvent entry) => entry switch
    {
        // As the statement undoes it: in the line itself in the same year, else as an adjustment of the opening.
        EntryReversed { Reverses: { } original } reversal =>
        [
            .. Of(original).Select(share => share with
            {
                Line = original.CashDate.Year == reversal.CashDate.Year ? share.Line : StatementLines.OpeningAdjusted,
                CashDate = reversal.CashDate,
                Amount = -share.Amount,
            }),
        ],
        PremiumRefunded or PremiumReceived or FundsMoved or CriticalIllnessPremiumPaid { ToFund: not null } =>
        [
            .. StatementEffects.Of(entry)
                .Where(effect => entry is PremiumRefunded || IsPremium(effect.Line))
                .SelectMany(effect => Split(effect, MonthsOf(entry))),
        ],
        _ => [],
    };

    /// <summary>What an entry adds to the premiums that a fund has by a date for years after that date's.</summary>
    public static Money Ahead(FundEvent entry, FundCode fund, LocalDate asOf) => Of(entry)
        .Where(share => share.Fund == fund && share.CoverYear > asOf.Year && share.CashDate <= asOf)
        .Aggregate(Money.Zero, (sum, share) => sum + share.Amount);

    public static bool IsPremium(string line) => StatementLines.IsAtOrBelow(line, StatementLines.Premium);

    /// <summary>
    /// Shares of the amount by the months of each year, exact to the fen: what rounding down leaves goes to the largest
    /// remainders, the earlier year first. A refund is split like the premium that it takes back.
    /// </summary>
    internal static IReadOnlyList<(int Year, Money Amount)> ByYear(Money amount, YearMonth first, YearMonth last)
    {
        var sign = amount < Money.Zero ? -1 : 1;
        Int128 fen = (Int128)amount.Fen * sign;
        var months = MonthsBetween(first, last);
        var shares = Enumerable.Range(first.Year, last.Year - first.Year + 1)
            .Select(year => (Year: year, Weight: MonthsBetween(
                Later(first, new(year, 1)), Earlier(last, new(year, 12)))))
            .Select(year => (year.Year, Fen: fen * year.Weight / months, Remainder: fen * year.Weight % months))
            .ToList();
        var left = (int)(fen - shares.Aggregate(Int128.Zero, (sum, share) => sum + share.Fen));
        var raised = shares.OrderByDescending(share => share.Remainder).ThenBy(share => share.Year)
            .Take(left).Select(share => share.Year).ToHashSet();
        return
        [
            .. shares.Select(share => (share.Year,
                new Money((long)(share.Fen + (raised.Contains(share.Year) ? 1 : 0)) * sign))),
        ];
    }

    private static IEnumerable<PremiumShare> Split(LineEffect effect, (YearMonth First, YearMonth Last) cover) =>
        ByYear(effect.OnBalance, cover.First, cover.Last)
            .Where(share => share.Amount != Money.Zero)
            .Select(share => new PremiumShare(
                effect.Fund, effect.Line, share.Year, effect.CashDate, share.Amount));

    // A refund says for which cover, or its original did; else the year of that booking is all there is to know.
    private static (YearMonth First, YearMonth Last) MonthsOf(FundEvent entry) => entry switch
    {
        { BusinessFrom: null, BusinessTo: null, Answers: { CoverFrom: null, CoverTo: null } booked } =>
            (new(booked.Year, 1), new(booked.Year, 1)),
        { BusinessFrom: null, BusinessTo: null, Answers: { } booked } =>
            Between(booked.CoverFrom, booked.CoverTo, new(booked.Year, 1, 1)),
        _ => Between(entry.BusinessFrom, entry.BusinessTo, entry.CashDate),
    };

    private static (YearMonth First, YearMonth Last) Between(LocalDate? from, LocalDate? to, LocalDate otherwise) =>
        (from, to) switch
        {
            ({ } first, { } last) => (first.ToYearMonth(), last.ToYearMonth()),
            ({ } first, null) => (first.ToYearMonth(), first.ToYearMonth()),
            (null, { } last) => (Earlier(otherwise.ToYearMonth(), last.ToYearMonth()), last.ToYearMonth()),
            _ => (otherwise.ToYearMonth(), otherwise.ToYearMonth()),
        };

    private static int MonthsBetween(YearMonth first, YearMonth last) =>
        (last.Year - first.Year) * 12 + last.Month - first.Month + 1;

    private static YearMonth Earlier(YearMonth one, YearMonth other) => one < other ? one : other;

    private static YearMonth Later(YearMonth one, YearMonth other) => one > other ? one : other;
}
