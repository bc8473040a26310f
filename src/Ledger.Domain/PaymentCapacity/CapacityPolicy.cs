using NodaTime;

namespace Ledger.Domain.PaymentCapacity;

/// <summary>Which balance a policy divides.</summary>
public enum CapacityNumerator
{
    /// <summary>The balance at the as-of date.</summary>
    AsOf,

    /// <summary>The balance at the end of the year before the as-of date's.</summary>
    PriorYearEnd,
}

/// <summary>Which months' expenditure a policy divides by.</summary>
public enum CapacityWindow
{
    /// <summary>The complete calendar months of the as-of date's year.</summary>
    Ytd,

    /// <summary>The last twelve complete calendar months.</summary>
    Trailing12,

    /// <summary>The last complete calendar year; on 31 December that day's own year.</summary>
    Year,

    /// <summary>The calendar year before the as-of date's.</summary>
    PriorYear,
}

/// <summary>Which expenditure counts.</summary>
public enum CapacityScope
{
    /// <summary>expenditure.total.</summary>
    Total,

    /// <summary>expenditure.benefits.</summary>
    Benefits,

    /// <summary>expenditure.total less expenditure.to-lower and expenditure.to-upper.</summary>
    ExcludingLevels,
}

/// <summary>
/// A definition of months of payment capacity (可支付月数). No official text gives one formula, so each figure names
/// the policy that made it; policies are data (<c>data/policies.json</c>).
/// </summary>
public sealed record CapacityPolicy(
    string Id, string Description, CapacityNumerator Numerator, CapacityWindow Window, CapacityScope Scope)
{
    /// <summary>The balance is less prepayments (暂付款) not yet offset or returned.</summary>
    public bool LessPrepayments { get; init; }

    /// <summary>The balance is less premiums received for years after that of its date.</summary>
    public bool LessPremiumsAhead { get; init; }

    /// <summary>Only the pooled part of a fund counts; personal accounts do not.</summary>
    public bool PooledOnly { get; init; }

    /// <summary>The months whose expenditure is averaged, or null when no month of the window is complete.</summary>
    public MonthWindow? WindowAt(LocalDate asOf)
    {
        var lastComplete = LastCompleteMonth(asOf);
        return Window switch
        {
            CapacityWindow.Ytd when lastComplete.Year < asOf.Year => null,
            CapacityWindow.Ytd => new MonthWindow(new YearMonth(asOf.Year, 1), lastComplete),
            CapacityWindow.Trailing12 => new MonthWindow(lastComplete.PlusMonths(-11), lastComplete),
            CapacityWindow.Year when lastComplete.Month == 12 => MonthWindow.OfYear(lastComplete.Year),
            CapacityWindow.Year => MonthWindow.OfYear(lastComplete.Year - 1),
            CapacityWindow.PriorYear => MonthWindow.OfYear(asOf.Year - 1),
            _ => throw new System.Diagnostics.UnreachableException($"No window for {Window}."),
        };
    }

    /// <summary>The date whose balance is divided.</summary>
    public LocalDate NumeratorDate(LocalDate asOf) => Numerator switch
    {
        CapacityNumerator.AsOf => asOf,
        CapacityNumerator.PriorYearEnd => new LocalDate(asOf.Year - 1, 12, 31),
        _ => throw new System.Diagnostics.UnreachableException($"No date for {Numerator}."),
    };

    private static YearMonth LastCompleteMonth(LocalDate asOf)
    {
        var month = asOf.ToYearMonth();
        return asOf == month.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth) ? month : month.PlusMonths(-1);
    }
}

/// <summary>Whole calendar months, both ends included.</summary>
public readonly record struct MonthWindow(YearMonth First, YearMonth Last)
{
    public static MonthWindow OfYear(int year) => new(new YearMonth(year, 1), new YearMonth(year, 12));

    public int Months => (Last.Year - First.Year) * 12 + Last.Month - First.Month + 1;

    public LocalDate From => First.OnDayOfMonth(1);

    public LocalDate To => Last.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth);
}
