using NodaTime;

namespace Ledger.Domain.Reconciling;

/// <summary>One line of either side: what moved in an account on a day, as matching sees it.</summary>
/// <param name="Order">
/// Its place among the lines of its side, and of no other there: the line of a file, or the first position in the log.
/// </param>
/// <param name="Date">The day on which the bank moved it.</param>
/// <param name="Account">The bank account, or whatever else the two sides have in common.</param>
/// <param name="Fund">None where the sides are not told apart by funds.</param>
/// <param name="Amount">Above zero it came in, below it went out; never zero.</param>
public sealed record ReconciledLine(long Order, LocalDate Date, string Account, FundCode Fund, Money Amount)
{
    /// <summary>Documents and vouchers that both sides may know it by; the first is shown.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Whom it came from or went to: lines of one party and day may be one line of the other side.</summary>
    public string Party { get; init; } = "";

    /// <summary>Where a person finds it: <c>bank.csv:12</c>, <c>position 345</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The amount is how many there are of something, and no money: it is in no sum.</summary>
    public bool IsCount { get; init; }

    internal bool IsIn => Amount > Money.Zero;

    internal static Money Sum(IEnumerable<ReconciledLine> lines) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);

    /// <summary>The order in which lines are taken and shown; it does not depend on the order in which they came.</summary>
    internal static int Compare(ReconciledLine one, ReconciledLine other)
    {
        var order = one.Date.CompareTo(other.Date);
        if (order == 0) order = string.CompareOrdinal(one.Account, other.Account);
        if (order == 0) order = string.CompareOrdinal(one.Fund.Text, other.Fund.Text);
        if (order == 0) order = one.Amount.CompareTo(other.Amount);
        return order == 0 ? one.Order.CompareTo(other.Order) : order;
    }
}

/// <summary>The days that are reconciled, and how far apart two sides may have the same money.</summary>
/// <param name="WindowDays">
/// Days between the two dates that still are the same; lines so far outside of the span may be the other side of one in it.
/// </param>
public sealed record ReconciledSpan(LocalDate From, LocalDate To, int WindowDays)
{
    /// <summary>The first and the last day whose lines matching needs.</summary>
    public (LocalDate From, LocalDate To) WithMargin => (From.PlusDays(-WindowDays), To.PlusDays(WindowDays));

    internal bool Covers(ReconciledLine line) => line.Date >= From && line.Date <= To;

    internal bool IsWithinWindow(ReconciledLine one, ReconciledLine other) =>
        Math.Abs(Period.DaysBetween(one.Date, other.Date)) <= WindowDays;
}
