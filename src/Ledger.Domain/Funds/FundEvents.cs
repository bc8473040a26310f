using Ledger.Domain.Events;

namespace Ledger.Domain.Funds;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>Books were opened for a fund. Category <c>flows-only</c>: the opening balance is unknown, and stays so.</summary>
public sealed record FundOpened : FundEvent;

/// <summary>What the fund had when its books were opened; by account and institution where given.</summary>
public sealed record OpeningBalanceRecorded : FundEvent;

/// <summary>A government level paid its subsidy (财政补贴) into the fund.</summary>
public sealed record SubsidyReceived : FundEvent;

/// <summary>Interest (利息) was credited to the fund.</summary>
public sealed record InterestCredited : FundEvent;

/// <summary>Money came with people who moved here from another pool (转移收入).</summary>
public sealed record TransferReceived : FundEvent;

/// <summary>Any other income: donations, late fees, breach payments, insurers' surplus.</summary>
public sealed record OtherIncomeReceived : FundEvent;

/// <summary>The upper level sent money down (上级补助收入), from pooling or the adjustment fund.</summary>
public sealed record UpperLevelSubsidyReceived : FundEvent;

/// <summary>Money was sent up to the upper level (上解上级支出).</summary>
public sealed record UpperLevelRemittancePaid : FundEvent;

/// <summary>Money left with people who moved away, died or were paid out (转移支出); leaves personal accounts only.</summary>
public sealed record TransferPaid : FundEvent;

/// <summary>Any other expenditure (其他支出).</summary>
public sealed record OtherExpenditurePaid : FundEvent;

/// <summary>A figure that is no money of the fund: insured, visits, hours, scores, plans.</summary>
public sealed record FactRecorded : FundEvent;
