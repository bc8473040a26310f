using Ledger.Domain.Approvals;
using Ledger.Domain.Funds;
using Ledger.Domain.Rulings;

namespace Ledger.Domain.Deciding;

/// <summary>What deciding knows beside the books: the catalogue of funds and the rulings in force. Data.</summary>
public sealed record RuleBook(FundCatalogue Funds, LedgerRules Rulings)
{
    /// <summary>The entries are facts that happened elsewhere; else they are decided here.</summary>
    public bool IsImport { get; init; }

    /// <summary>
    /// A withdrawal is the refund line of a settlement detail (3202), which takes a settlement back as it was recorded.
    /// </summary>
    public bool RefundsAreWhole { get; init; }

    /// <summary>What other people have to approve.</summary>
    public ApprovalRules Approvals { get; init; } = ApprovalRules.None;

    /// <summary>The same, as it holds in a pool.</summary>
    public RuleBook For(PoolCode pool) => this with { Rulings = Rulings.For(pool), Approvals = Approvals.For(pool) };
}
