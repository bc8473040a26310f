using Ledger.Domain.People;
using NodaTime;

namespace Ledger.Domain.Events;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>
/// One fact of a fund's history, and the shape in which it is stored: what every kind may carry. A command is the
/// fact that it asks to record (docs/adr/0002), so the same record travels from the file to the log. Which of the
/// properties a kind needs is said in <see cref="EventTypes"/>; a property that is null was not said.
/// </summary>
public abstract record FundEvent
{
    /// <summary>Number of the source document; with the kind, the idempotency key.</summary>
    public DocumentId Document { get; init; }

    /// <summary>The voucher (记账凭证) whose rows are one atomic append.</summary>
    public string? Voucher { get; init; }

    /// <summary>Document of the entry that this one reverses, pays, offsets or answers.</summary>
    public DocumentId? Original { get; init; }

    /// <summary>Case that links finding, recovery and penalty.</summary>
    public string? CaseNo { get; init; }

    /// <summary>SHA-256 of the scanned original, 64 lower-case hexadecimal digits.</summary>
    public string? Evidence { get; init; }

    public string? Channel { get; init; }

    /// <summary>The agency (经办机构) that handled it; the pool's own when null.</summary>
    public string? Agency { get; init; }

    /// <summary>Whose books; none for a fact about the pool.</summary>
    public FundCode Fund { get; init; }

    /// <summary>Positive; the direction is the kind's. Zero only where the kind moves no money.</summary>
    public Money Amount { get; init; }

    /// <summary><c>up</c> or <c>down</c> where the kind has both.</summary>
    public string? Direction { get; init; }

    public FundCode? ToFund { get; init; }

    public string? Account { get; init; }

    public string? ToAccount { get; init; }

    public string? Payer { get; init; }

    public string? Counterparty { get; init; }

    public string? Category { get; init; }

    public string? Line { get; init; }

    /// <summary>The day the money moved (入账日期), in Asia/Shanghai; decides the accounting period.</summary>
    public LocalDate CashDate { get; init; }

    /// <summary>The day on the bank's line, where it is another.</summary>
    public LocalDate? BankDate { get; init; }

    /// <summary>First day of the care or cover (业务日期); the cash date when null.</summary>
    public LocalDate? BusinessFrom { get; init; }

    public LocalDate? BusinessTo { get; init; }

    public LocalDate? DueDate { get; init; }

    /// <summary>The year whose budget it is charged to, or in which the original was booked.</summary>
    public int? BudgetYear { get; init; }

    public InstitutionCode? Institution { get; init; }

    public PersonRef? Person { get; init; }

    public string? PersonClass { get; init; }

    /// <summary>How many people it stands for.</summary>
    public long? Persons { get; init; }

    /// <summary>Visits (人次), or the figure that a fact states.</summary>
    public long? Count { get; init; }

    /// <summary>The whole bill; repeated on each leg of a settlement and counted once.</summary>
    public Money? MedicalCost { get; init; }

    public Money? InScopeCost { get; init; }

    /// <summary>自费: outside the catalogue.</summary>
    public Money? OutOfScopeCost { get; init; }

    /// <summary>自付: inside the catalogue and the patient's share.</summary>
    public Money? SelfPaid { get; init; }

    public Money? ExamCost { get; init; }

    /// <summary>DRG or DIP group.</summary>
    public string? Group { get; init; }

    /// <summary>DRG or DIP points, a decimal number as printed.</summary>
    public string? Points { get; init; }

    /// <summary>Payment method (按病种, 按床日, …).</summary>
    public string? Method { get; init; }

    /// <summary>Version of the benefit rule that applied.</summary>
    public string? Policy { get; init; }

    public string? Reason { get; init; }

    public string? Note { get; init; }

    /// <summary>
    /// Filled by the decision, never by the sender: what is known of the booking that <see cref="Original"/> or
    /// <see cref="BudgetYear"/> points to, so that the effect of this event follows from the event alone.
    /// </summary>
    public OriginalBooking? Answers { get; init; }

    /// <summary>Filled by the decision: the ruling, kept as data, that decided what this event does.</summary>
    public AppliedRule? Rule { get; init; }

    /// <summary>
    /// Filled by the decision: which leg of a settlement of several funds it is, from 2; null for the first or only
    /// one, with which the bill that all legs repeat is counted.
    /// </summary>
    public int? Leg { get; init; }

    /// <summary>Filled by the decision: the request under which others approved it; null where nobody had to.</summary>
    public DocumentId? Approval { get; init; }

    /// <summary>The entry as its sender gave it, without what the decision added.</summary>
    public virtual FundEvent AsSubmitted() => this with { Answers = null, Rule = null, Leg = null, Approval = null };
}

/// <summary>The year in which the original was booked, and how it was classified there.</summary>
/// <param name="CoverFrom">First day of the cover that a refunded premium had bought, where it said so.</param>
public sealed record OriginalBooking(int Year, string? Category = null, string? Payer = null,
    LocalDate? CoverFrom = null, LocalDate? CoverTo = null)
{
    /// <summary>The year to whose budget the original is charged, where a payment of it does not say one.</summary>
    public int? BudgetYear { get; init; }

    /// <summary>The institution that the original is owed to, where a payment of it does not name one.</summary>
    public InstitutionCode? Institution { get; init; }

    /// <summary>The person whom the original is owed to, where that is no institution.</summary>
    public PersonRef? Person { get; init; }

    /// <summary>The cash date of the settlement that a payment pays; null for a payment of none.</summary>
    public LocalDate? SettledOn { get; init; }

    /// <summary>Whose care or cover the original was, and when; null where it named no person.</summary>
    public OriginalCare? Care { get; init; }
}

/// <summary>The ruling that applied, named, with what it said at the time: a later change of the data changes nothing.</summary>
/// <param name="Id">Such as <c>deposit-recognition/at-release</c>.</param>
/// <param name="FromLine">The statement line that it moves in the paying fund.</param>
/// <param name="ToLine">The statement line that it raises in the receiving fund.</param>
/// <param name="Lowers">The paying fund's line is an income, and is lowered.</param>
public sealed record AppliedRule(string Id, string? FromLine = null, string? ToLine = null, bool Lowers = false);
