using Ledger.Domain.Events;

namespace Ledger.Domain.Prepayments;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>The fund advanced money to an institution (预付金). An asset: the fund's balance does not move.</summary>
public sealed record PrepaymentPaid : FundEvent;

/// <summary>A settlement used up part of an advance instead of being paid in cash; the original is that settlement.</summary>
public sealed record PrepaymentOffset : FundEvent;

/// <summary>An institution gave back what it had not used of an advance.</summary>
public sealed record PrepaymentReturned : FundEvent;
