using Ledger.Domain.Events;

namespace Ledger.Domain.Treasury;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>Money went from one of the fund's accounts to another: 国库, 财政专户, 支出户, 收入户.</summary>
public sealed record AccountMoved : FundEvent;

/// <summary>Money was advanced to another than an institution: other pools' patients, suppliers (暂付款).</summary>
public sealed record AdvancePaid : FundEvent;

/// <summary>An advance was used up by what it was paid for.</summary>
public sealed record AdvanceSettled : FundEvent;

/// <summary>An advance came back.</summary>
public sealed record AdvanceReturned : FundEvent;

/// <summary>Money came in that is not yet known to be the fund's (暂收款): unallocated, bonds, bounced payments.</summary>
public sealed record HeldReceived : FundEvent;

/// <summary>Money that was held found its place in the books; the entry that books it stands beside this one.</summary>
public sealed record HeldApplied : FundEvent;

/// <summary>Money that was held went back.</summary>
public sealed record HeldReturned : FundEvent;

/// <summary>The fund borrowed (借入款项).</summary>
public sealed record LoanReceived : FundEvent;

/// <summary>The fund paid back what it had borrowed.</summary>
public sealed record LoanRepaid : FundEvent;
