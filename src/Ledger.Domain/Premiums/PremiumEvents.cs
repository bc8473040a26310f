using Ledger.Domain.Events;

namespace Ledger.Domain.Premiums;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>A premium (保险费) came in; the payer says from whom.</summary>
public sealed record PremiumReceived : FundEvent;

/// <summary>
/// A premium was paid back. Lowers premium income when it was booked in the same year, else it is other expenditure.
/// </summary>
public sealed record PremiumRefunded : FundEvent;
