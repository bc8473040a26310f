namespace Ledger.Domain.Deciding;

/// <summary>Why an entry may not be booked. Refusing is a value; what is impossible is an exception.</summary>
public enum Refusal
{
    /// <summary>No books were opened for the fund in this pool.</summary>
    FundNotOpened,

    /// <summary>The date is before the day on which the fund's books were opened.</summary>
    DateBeforeFundOpened,

    /// <summary>The fund's books are open already.</summary>
    FundAlreadyOpened,

    /// <summary>Flows-only books have no opening balance: it is unknown, and an amount would claim otherwise.</summary>
    OpeningIsUnknown,

    /// <summary>The rules do not let this fund pay for this.</summary>
    FundMayNotPay,

    /// <summary>The fund has less than this.</summary>
    FundOverdrawn,

    /// <summary>The person's account, which is kept by person, has less than this.</summary>
    PersonalAccountOverdrawn,

    /// <summary>The sum of all that the fund moved would not fit 92 quadrillion yuan.</summary>
    TotalTooLarge,

    /// <summary>The same document and kind were recorded with other content.</summary>
    DocumentConflict,

    /// <summary>The voucher was recorded with other rows.</summary>
    VoucherConflict,

    /// <summary>One fund stands twice in a settlement.</summary>
    FundTwice,

    /// <summary>No entry of a kind that can be answered so has the document.</summary>
    OriginalNotFound,

    /// <summary>Entries of several kinds have the document; the category must name the kind.</summary>
    OriginalAmbiguous,

    /// <summary>The original was reversed before.</summary>
    AlreadyReversed,

    /// <summary>The original has been refunded or reversed in part, or is itself a reversal.</summary>
    NotReversible,

    /// <summary>A settlement of several funds is reversed whole or not at all.</summary>
    ReversalIncomplete,

    /// <summary>A refund line of the settlement platform is not the settlement that it takes back.</summary>
    RefundDiffers,

    /// <summary>The amount is not that of the original.</summary>
    AmountDiffersFromOriginal,

    /// <summary>More than what is left of the original.</summary>
    ExceedsOriginal,

    /// <summary>The entry undoes, refunds or uses up what happened only after its own date.</summary>
    DateBeforeOriginal,

    /// <summary>A deposit, an offset, a clawback or the next step of a hold rests on it, and must be undone first.</summary>
    OthersRestOnIt,

    /// <summary>More than the institution still holds of its advances.</summary>
    PrepaymentExceeded,

    /// <summary>The institution still holds an advance of an earlier year, and the pool's rule wants it back first.</summary>
    PrepaymentNotReturned,

    /// <summary>The fund spent more than its income last year, and the pool's rule then allows no advance.</summary>
    PrepaymentAfterDeficit,

    /// <summary>Last year's balance lasts for fewer months than the pool's rule wants before it allows an advance.</summary>
    PrepaymentMonthsTooFew,

    /// <summary>More than the share of the year's premiums that may be set aside.</summary>
    ReserveExceeded,

    /// <summary>Two-line management: the bank account that the entry names does not take in this kind.</summary>
    AccountMayNotReceive,

    /// <summary>Two-line management: the bank account that the entry names does not pay this kind.</summary>
    AccountMayNotPay,

    /// <summary>Two-line management: money does not go straight from the one bank account to the other.</summary>
    AccountMoveNotAllowed,

    /// <summary>No clawback was ordered under that case for that fund.</summary>
    CaseNotFound,

    /// <summary>The case is against another institution or person.</summary>
    CaseIsAgainstAnother,

    /// <summary>More than what is left of the ordered clawback.</summary>
    ClawbackExceeded,

    /// <summary>Neither the entry nor its case says in which year the original was booked.</summary>
    BookingYearUnknown,

    /// <summary>More than is outstanding: a deposit, an advance, money held, a loan, a fine.</summary>
    OutstandingExceeded,

    /// <summary>More than the rate that the rules allow to be withheld.</summary>
    DepositRateExceeded,

    /// <summary>The settlement may not be paid for now.</summary>
    PaymentOnHold,

    /// <summary>The settlement is on hold already.</summary>
    AlreadyHeld,

    /// <summary>The settlement is not on hold.</summary>
    NotHeld,

    /// <summary>The receiving fund is the paying one.</summary>
    ToFundIsSame,

    /// <summary>No books were opened for the receiving fund.</summary>
    ToFundNotOpened,

    /// <summary>The rules know no move of that category.</summary>
    CategoryNotKnown,

    /// <summary>The date is in a month that is closed; the sender re-dates the entry.</summary>
    PeriodClosed,

    /// <summary>The month is closed already, in that way.</summary>
    PeriodAlreadyClosed,

    /// <summary>Nothing is recorded in the month or after it, so it cannot be over.</summary>
    PeriodNotReached,

    /// <summary>The month that is to be reopened is open.</summary>
    PeriodNotClosed,

    /// <summary>The month is closed hard, and no rule says who may approve that it is reopened.</summary>
    PeriodIsHardClosed,

    /// <summary>It needs approval, and the rule does not take it from a file.</summary>
    ApprovalNeeded,

    /// <summary>A request that waits holds the document with other content.</summary>
    ApprovalPending,

    /// <summary>There is no such request.</summary>
    ApprovalNotFound,

    /// <summary>The request was approved, rejected or has expired.</summary>
    ApprovalDecidedAlready,

    /// <summary>Who decides is who asked.</summary>
    ApprovalOfOwnRequest,

    /// <summary>Who decides has decided another step of the request, or said otherwise before.</summary>
    ApprovalOfTwoSteps,

    /// <summary>The last day on which the request could be decided is over.</summary>
    ApprovalOverdue,

    /// <summary>The request can still be decided, so it does not expire.</summary>
    ApprovalNotDue,
}
