using Ledger.Domain.Events;

namespace Ledger.Domain.Penalties;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>A fine (罚款) came in. It is owed to the Treasury and never raises the fund.</summary>
public sealed record PenaltyCollected : FundEvent;

/// <summary>A fine was passed on to the Treasury.</summary>
public sealed record PenaltyRemitted : FundEvent;
