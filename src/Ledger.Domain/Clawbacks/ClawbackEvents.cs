using Ledger.Domain.Events;

namespace Ledger.Domain.Clawbacks;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>An institution or person was told to give money back (追回). Owed, not received: the balance does not move.</summary>
public sealed record ClawbackOrdered : FundEvent;

/// <summary>
/// Part of an ordered clawback came in, as cash or set off against a payment. Lowers benefits when the overpayment
/// was booked in the same year, else it is other income (rules: 跨年度退回或追回).
/// </summary>
public sealed record ClawbackRecovered : FundEvent;

/// <summary>Part of an ordered clawback will not be collected.</summary>
public sealed record ClawbackWaived : FundEvent;
