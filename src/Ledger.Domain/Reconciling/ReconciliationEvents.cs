using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Domain.Reconciling;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>
/// What people decided about a reconciliation: a party signed it, a difference was given to somebody, closed with a
/// reason or opened again, a figure from outside was stated for a day, or its disagreement waived. What matching finds is
/// not stored: it follows from the log and the files, whose hashes are in the signature.
/// </summary>
public sealed record ReconciliationSigned : FundEvent
{
    public const string ByParty = "signed";
    public const string Assigned = "assigned";
    public const string Closed = "closed";
    public const string Reopened = "reopened";
    public const string BalanceStated = "balance-stated";
    public const string BalanceWaived = "balance-waived";

    /// <summary>What a party signed; <see cref="FundEvent.Counterparty"/> is the party.</summary>
    public SignedReconciliation? Reconciled { get; init; }

    /// <summary>The difference that was decided on; assigned to <see cref="FundEvent.Counterparty"/>.</summary>
    public DecidedDifference? Difference { get; init; }

    /// <summary>The figure that was stated by <see cref="FundEvent.Counterparty"/>.</summary>
    public StatedBalance? Balance { get; init; }
}

/// <summary>A reconciliation as it was when it was signed, so that it can be made again and compared.</summary>
/// <param name="Source">What was reconciled against: <c>bank</c>, <c>treasury</c>, <c>tax</c>, <c>3201</c> or <c>3202</c>.</param>
/// <param name="Position">The last position of the log that it saw.</param>
/// <param name="Files">The files, one a line, as <c>sha256sum</c> prints and checks them.</param>
public sealed record SignedReconciliation(string Source, LocalDate From, LocalDate To, long Position, string Files)
{
    /// <summary>The only fund that was looked at; null for all.</summary>
    public FundCode? Fund { get; init; }

    /// <summary>What else narrowed it, such as accounts or an institution.</summary>
    public string? Scope { get; init; }

    public int WindowDays { get; init; }

    public long HereCount { get; init; }

    public Money HereAmount { get; init; }

    public long ThereCount { get; init; }

    public Money ThereAmount { get; init; }

    public long Matches { get; init; }

    /// <summary>Differences that nobody had closed.</summary>
    public long OpenDifferences { get; init; }

    public long ClosedDifferences { get; init; }
}

/// <summary>A difference that somebody decided on.</summary>
/// <param name="Id">Made of its content, so that the same difference of the same files has it again.</param>
/// <param name="Amount">What the other side has more.</param>
/// <param name="References">Its documents, as far as they fit.</param>
public sealed record DecidedDifference(string Id, string Source, string Kind, Money Amount, string? References);

/// <summary>A figure from outside that the ledger must have at the end of the event's cash date (余额核对).</summary>
/// <param name="Line">A line of the fund: a bank account, a claim, a debt, or <c>closing</c>.</param>
/// <param name="Amount">As printed; may be below zero.</param>
public sealed record StatedBalance(FundCode Fund, string Line, Money Amount);
