using NodaTime;

namespace Ledger.Domain.People;

/// <summary>Over what a cap is added up.</summary>
public enum CapPeriod
{
    Day,
    Year,
}

/// <summary>
/// The most that a fund pays a person (支付限额), as a place set it. The settlement platform applies it; the ledger
/// only says where more was paid.
/// </summary>
/// <param name="Id">The policy that every finding names.</param>
/// <param name="Categories">Added up together; none means all that the fund pays.</param>
/// <param name="PersonClass">Only for persons of this class; null for all.</param>
/// <param name="Pool">The only pool that may take it; null where any may.</param>
/// <param name="Limit">The largest amount that is within the cap.</param>
/// <param name="From">First day in force; null where the source gives none.</param>
/// <param name="To">Last day in force; null where it still is.</param>
/// <param name="Source">Who says so.</param>
public sealed record BenefitCap(string Id, FundCode Fund, IReadOnlyList<string> Categories, string? PersonClass,
    PoolCode? Pool, CapPeriod Per, Money Limit, LocalDate? From, LocalDate? To, string Source)
{
    /// <summary>
    /// The days of the year on which it holds; null where it does not. A cap a year is the one in force on the
    /// year's last day, and covers the whole year.
    /// </summary>
    public (LocalDate First, LocalDate Last)? DaysIn(int year)
    {
        var (first, last) = (new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
        if (Per == CapPeriod.Year) return last >= (From ?? last) && last <= (To ?? last) ? (first, last) : null;
        var from = From is { } begins ? LocalDate.Max(first, begins) : first;
        var to = To is { } ends ? LocalDate.Min(last, ends) : last;
        return from <= to ? (from, to) : null;
    }

    /// <summary>The columns of the accumulators that are added up.</summary>
    public IReadOnlyList<string> Counted => Categories.Count > 0 ? Categories : [BenefitReceived.AllCategories];
}
