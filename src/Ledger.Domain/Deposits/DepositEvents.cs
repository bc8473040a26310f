using Ledger.Domain.Events;

namespace Ledger.Domain.Deposits;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>Part of a payment was kept back as quality deposit (质量保证金) until the year-end assessment.</summary>
public sealed record DepositWithheld : FundEvent;

/// <summary>Part of a deposit was paid out to the institution.</summary>
public sealed record DepositReleased : FundEvent;

/// <summary>Part of a deposit will not be paid out; the assessment cost the institution this much.</summary>
public sealed record DepositForfeited : FundEvent;
