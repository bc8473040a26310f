using Ledger.Domain.Events;

namespace Ledger.Domain.Settlements;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>A settlement is owed to an institution or a person and not yet paid (应付未付). The balance does not move.</summary>
public sealed record SettlementRecorded : FundEvent;

/// <summary>A settlement that was not paid is no longer owed; the settlement platform cancelled it.</summary>
public sealed record SettlementWithdrawn : FundEvent
{
    /// <summary>The settlement that is no longer owed, or part of it, as it is stored; filled by the decision.</summary>
    public SettlementRecorded? Withdraws { get; init; }

    public override FundEvent AsSubmitted() => this with { Answers = null, Rule = null, Leg = null, Approval = null, Withdraws = null };
}

/// <summary>Part of a claim will not be paid (拒付). It never touched the fund and is kept for the record.</summary>
public sealed record AmountRefused : FundEvent;

/// <summary>What is owed for a settlement may not be paid for now, during an investigation (暂停结算).</summary>
public sealed record PaymentHeld : FundEvent;

/// <summary>What was held may be paid again.</summary>
public sealed record PaymentHoldLifted : FundEvent
{
    /// <summary>The hold that it ended; filled by the decision.</summary>
    public DocumentId? Lifts { get; init; }

    public override FundEvent AsSubmitted() => this with { Answers = null, Rule = null, Approval = null, Lifts = null };
}
