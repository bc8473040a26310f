using Ledger.Domain.Events;

namespace Ledger.Domain.Funds;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>Books were opened for a fund. Category <c>flows-only</c>: the opening balance is unknown, and stays so.</summary>
public sealed record FundOpened : FundEvent;

/// <summary>What the fund had when its books were opened; by account and institution where given.</summary>
public sealed record OpeningBalanceRecorded : FundEvent;

/// <summary>A government level paid its subsidy (财政补贴) into the fund.</summary>
public sealed record SubsidyReceived : FundEvent;

/// <summary>A subsidy was paid back. Lowers subsidy income when booked in the same year, else other expenditure.</summary>
public sealed record SubsidyReturned : FundEvent;

/// <summary>
/// The opening balance moved by a ruling: pools merged or re-parented, an audit, a rounding of old books.
/// </summary>
public sealed record BalanceAdjusted : FundEvent;

/// <summary>Interest (利息) was credited to the fund.</summary>
public sealed record InterestCredited : FundEvent;

/// <summary>Money came with people who moved here from another pool (转移收入).</summary>
public sealed record TransferReceived : FundEvent;

/// <summary>Any other income: donations, late fees, breach payments, insurers' surplus.</summary>
public sealed record OtherIncomeReceived : FundEvent;

/// <summary>The upper level sent money down (上级补助收入), from pooling or the adjustment fund.</summary>
public sealed record UpperLevelSubsidyReceived : FundEvent;

/// <summary>A lower level sent money up to this pool (下级上解收入).</summary>
public sealed record LowerLevelRemittanceReceived : FundEvent;

/// <summary>Money was sent down to a lower level (补助下级支出).</summary>
public sealed record LowerLevelSubsidyPaid : FundEvent;

/// <summary>Critical-illness cover was bought from an insurer, or paid over to the pool's own fund (大病保险支出).</summary>
public sealed record CriticalIllnessPremiumPaid : FundEvent;

/// <summary>Money went from one fund to another of the same pool; the category says what it is in each.</summary>
public sealed record FundsMoved : FundEvent;

/// <summary>Money was sent up to the upper level (上解上级支出).</summary>
public sealed record UpperLevelRemittancePaid : FundEvent;

/// <summary>Money left with people who moved away, died or were paid out (转移支出); leaves personal accounts only.</summary>
public sealed record TransferPaid : FundEvent;

/// <summary>Any other expenditure (其他支出).</summary>
public sealed record OtherExpenditurePaid : FundEvent;

/// <summary>A figure that is no money of the fund: insured, visits, hours, scores, plans.</summary>
public sealed record FactRecorded : FundEvent;
