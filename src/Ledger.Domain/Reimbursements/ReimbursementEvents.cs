using Ledger.Domain.Events;

namespace Ledger.Domain.Reimbursements;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>A benefit was paid (待遇支出), to an institution or a person; the category says for what.</summary>
public sealed record ReimbursementPaid : FundEvent;

/// <summary>
/// A benefit came back whole. Lowers benefits when it was paid in the same year, else it is other income. Category
/// <c>reclassified</c>: no cash came back, the cost moved to another settlement, and it nets in benefits.
/// </summary>
public sealed record ReimbursementReversed : FundEvent
{
    /// <summary>The payment that came back, as it is stored; filled by the decision.</summary>
    public ReimbursementPaid? Reverses { get; init; }

    public override FundEvent AsSubmitted() => this with { Answers = null, Rule = null, Leg = null, Approval = null, Reverses = null };
}
