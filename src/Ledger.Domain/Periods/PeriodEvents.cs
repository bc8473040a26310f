using Ledger.Domain.Events;

namespace Ledger.Domain.Periods;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>
/// A month was closed, with every month before it: nothing dated in them is recorded any more. Category
/// <c>hard</c>: an officer alone cannot reopen it.
/// </summary>
public sealed record PeriodClosed : FundEvent
{
    public const string Soft = "soft";
    public const string Hard = "hard";

    internal bool IsHard => Category == Hard;
}

/// <summary>A closed month was opened again, with every closed month after it: their openings follow from it.</summary>
public sealed record PeriodReopened : FundEvent;
