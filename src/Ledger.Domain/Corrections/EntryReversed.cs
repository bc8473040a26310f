using Ledger.Domain.Events;

namespace Ledger.Domain.Corrections;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>
/// An entry was a mistake: every effect of it is undone in the open period. One booked in an earlier year is undone
/// in opening.adjusted, since the statements of that year are closed.
/// </summary>
public sealed record EntryReversed : FundEvent
{
    /// <summary>The entry that is undone, whole, as it is stored; filled by the decision.</summary>
    public FundEvent? Reverses { get; init; }

    public override FundEvent AsSubmitted() => this with { Answers = null, Rule = null, Leg = null, Approval = null, Reverses = null };
}
