using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Tests.Rulings;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Tests.Approvals.ApprovalEntries;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.People.PeopleEntries;
using static Ledger.Domain.Tests.Periods.PeriodEntries;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>What is still accepted, and one step beyond it, in the same books.</summary>
internal sealed record RefusalBoundary(FundEvent[] Books, FundEvent[] Accepted, FundEvent[] Refused)
{
    internal RuleBook Rules { get; init; } = Repository.Rules;

    /// <summary>Index of the row that is refused.</summary>
    internal int Row { get; init; }

    internal RefusalBoundary(FundEvent[] books, FundEvent accepted, FundEvent refused)
        : this(books, [accepted], [refused])
    {
    }
}

/// <summary>The boundary of every refusal, one a row.</summary>
internal static class RefusalBoundaries
{
    private static readonly FundEvent[] _open = [Opened(), Opened().In(Employee), Opening(100_00)];

    internal static IReadOnlyDictionary<Refusal, RefusalBoundary> All { get; } = new Dictionary<Refusal, RefusalBoundary>
    {
        [Refusal.FundNotOpened] = new([Opened()], Premium("P-1", 1), Premium("P-1", 1).In(Employee)),
        [Refusal.DateBeforeFundOpened] = new(
            [Opened()], Premium("P-1", 1).On("2024-01-01"), Premium("P-1", 1).On("2023-12-31")),
        [Refusal.FundAlreadyOpened] = new(
            [Opened()], Opened().In(Employee) with { Document = DocumentId.Of("OPEN-2") },
            Opened() with { Document = DocumentId.Of("OPEN-2") }),
        [Refusal.OpeningIsUnknown] = new(
            [Opened(), Opened("flows-only").In(Employee)], Opening(1), Opening(1).In(Employee)),
        [Refusal.FundMayNotPay] = new(
            [
                Opened().In(EmployeePersonal), Opened().In(EmployeePooled), Opening(1).In(EmployeePersonal),
                Opening(1).In(EmployeePooled),
            ],
            Transferred("T-1", 1).In(EmployeePersonal), Transferred("T-1", 1).In(EmployeePooled)),
        [Refusal.FundOverdrawn] = new(_open, Paid("S-1", 100_00), Paid("S-1", 100_01)),
        [Refusal.PersonalAccountOverdrawn] = new(
            [.. OpenFunds, Credit("C-1", 100_00)], Spend("S-1", 100_00), Spend("S-1", 100_01)),
        [Refusal.TotalTooLarge] = new(
            _open, Premium("P-1", long.MaxValue - 100_00), Premium("P-1", long.MaxValue - 100_00 + 1)),
        [Refusal.DocumentConflict] = new([.. _open, Premium("P-1", 1)], Premium("P-2", 2), Premium("P-1", 2)),
        [Refusal.VoucherConflict] = new(
            [.. _open, Premium("P-1", 1).Under("V-1")], Premium("P-2", 1).Under("V-2"), Premium("P-2", 1).Under("V-1")),
        [Refusal.FundTwice] = new(
            [.. _open, Opening(1).In(Employee)], [Paid("S-1", 1), Paid("S-1", 1).In(Employee)],
            [Paid("S-1", 1), Paid("S-1", 1)]) { Row = 1 },
        [Refusal.OriginalNotFound] = new(
            [.. _open, Premium("P-1", 1)], Refund("R-1", "P-1", 1), Refund("R-1", "P-2", 1)),
        [Refusal.OriginalAmbiguous] = new(
            [.. _open, Premium("D-1", 1), Paid("D-1", 1)], Reversed("X-1", "D-1", "premium_received"),
            Reversed("X-1", "D-1")),
        [Refusal.AlreadyReversed] = new(
            [.. _open, Premium("P-1", 1), Premium("P-2", 1), Reversed("X-1", "P-1")], Reversed("X-2", "P-2"),
            Reversed("X-2", "P-1")),
        [Refusal.NotReversible] = new(
            [.. _open, Settled("Y-1", 2), Settled("Y-2", 2), Paid("S-1", 1).Naming("Y-1")], Reversed("X-1", "Y-2"),
            Reversed("X-1", "Y-1")),
        [Refusal.ReversalIncomplete] = new(
            [.. _open, Opening(1).In(Employee), Paid("S-1", 1), Paid("S-1", 1).In(Employee)], Reversed("X-1", "S-1"),
            Reversed("X-1", "S-1").In(Resident)),
        [Refusal.AmountDiffersFromOriginal] = new(
            [.. _open, Premium("P-1", 5)], Reversed("X-1", "P-1").In(Resident) with { Amount = new(5) },
            Reversed("X-1", "P-1").In(Resident) with { Amount = new(6) }),
        [Refusal.RefundDiffers] = new(
            [.. _open, Settled("S-1", 2)], Withdrawn("S-1", "S-1", 2), Withdrawn("S-1", "S-1", 1))
        {
            Rules = Repository.Rules with { RefundsAreWhole = true },
        },
        [Refusal.ExceedsOriginal] = new([.. _open, Premium("P-1", 5)], Refund("R-1", "P-1", 5), Refund("R-1", "P-1", 6)),
        [Refusal.DateBeforeOriginal] = new(
            [.. _open, Premium("P-1", 5)], Refund("R-1", "P-1", 5), Refund("R-1", "P-1", 5).On("2025-03-09")),
        [Refusal.OthersRestOnIt] = new(
            [.. _open, Prepaid("A-1", 1), Paid("S-1", 1), Paid("S-2", 1), Offset("F-1", "S-1", 1)],
            Reversed("X-1", "S-2"), Reversed("X-1", "S-1")),
        [Refusal.PrepaymentExceeded] = new([.. _open, Prepaid("A-1", 5)], Returned("B-1", 5), Returned("B-1", 6)),
        [Refusal.CaseNotFound] = new(
            [.. _open, Ordered("O-1", "C-1", 5, bookedIn: 2025)], Recovered("R-1", "C-1", 5), Recovered("R-1", "C-2", 5)),
        [Refusal.CaseIsAgainstAnother] = new(
            [.. _open, Ordered("O-1", "C-1", 5, bookedIn: 2025)], Recovered("R-1", "C-1", 5),
            Recovered("R-1", "C-1", 5).Of(OtherHospital)),
        [Refusal.ClawbackExceeded] = new(
            [.. _open, Ordered("O-1", "C-1", 5, bookedIn: 2025)], Recovered("R-1", "C-1", 5), Recovered("R-1", "C-1", 6)),
        [Refusal.BookingYearUnknown] = new(
            [.. _open, Ordered("O-1", "C-1", 5, bookedIn: 2025), Ordered("O-2", "C-2", 5)],
            Recovered("R-1", "C-1", 5), Recovered("R-1", "C-2", 5)),
        [Refusal.OutstandingExceeded] = new(
            [.. _open, new LoanReceived().WithCity("L-1", 5)], new LoanRepaid().WithCity("L-2", 5),
            new LoanRepaid().WithCity("L-2", 6)),
        [Refusal.DepositRateExceeded] = new([.. _open, Paid("S-1", 100)], Withheld("W-1", "S-1", 5), Withheld("W-1", "S-1", 6)),
        [Refusal.PaymentOnHold] = new(
            [.. _open, Settled("Y-1", 5), Settled("Y-2", 5), OnHold("H-1", "Y-1")], Paid("S-1", 5).Naming("Y-2"),
            Paid("S-1", 5).Naming("Y-1")),
        [Refusal.AlreadyHeld] = new(
            [.. _open, Settled("Y-1", 5), Settled("Y-2", 5), OnHold("H-1", "Y-1")], OnHold("H-2", "Y-2"),
            OnHold("H-2", "Y-1")),
        [Refusal.NotHeld] = new(
            [.. _open, Settled("Y-1", 5), Settled("Y-2", 5), OnHold("H-1", "Y-1")], Lifted("L-1", "Y-1"),
            Lifted("L-1", "Y-2")),
        [Refusal.ToFundIsSame] = new(
            _open, Moved("M-1", 1, "pool-to-personal", Employee), Moved("M-1", 1, "pool-to-personal", Resident)),
        [Refusal.ToFundNotOpened] = new(
            _open, Moved("M-1", 1, "pool-to-personal", Employee), Moved("M-1", 1, "pool-to-personal", CriticalIllness)),
        [Refusal.CategoryNotKnown] = new(
            _open, Moved("M-1", 1, "pool-to-personal", Employee), Moved("M-1", 1, "as-we-like", Employee)),
        [Refusal.PeriodClosed] = new(
            [.. _open, Premium("P-1", 1).On("2025-03-01"), Closed("2025-02")], Premium("P-2", 1).On("2025-03-01"),
            Premium("P-2", 1).On("2025-02-28")),
        [Refusal.PeriodAlreadyClosed] = new(
            [.. _open, Premium("P-1", 1).On("2025-03-01"), Closed("2025-02")], Closed("2025-03"), Closed("2025-02", 2)),
        [Refusal.PeriodNotReached] = new(
            [.. _open, Premium("P-1", 1).On("2025-03-01")], Closed("2025-03"), Closed("2025-04")),
        [Refusal.PeriodNotClosed] = new(
            [.. _open, Premium("P-1", 1).On("2025-03-01"), Closed("2025-02")], Reopened("2025-02"), Reopened("2025-03")),
        [Refusal.PeriodIsHardClosed] = new(
            [.. _open, Premium("P-1", 1).On("2025-03-01"), ClosedHard("2025-02"), Closed("2025-03")], Reopened("2025-03"),
            Reopened("2025-02")),
        [Refusal.ApprovalNeeded] = new(Owing, Recovered("R-1", "C-1", 1), Waived("W-1", "C-1", 1))
        {
            Rules = Ruled(Rule("clawback_waived", "\"files\": \"refuse\",", ["audit"])) with { IsImport = true },
        },
        [Refusal.ApprovalPending] = new([.. Owing, Waived("W-1", "C-1", 1)], Waived("W-2", "C-1", 2), Waived("W-1", "C-1", 2))
        {
            Rules = OneStep,
        },
        [Refusal.ApprovalNotFound] = new(
            [.. Owing, Waived("W-1", "C-1", 1)], Approved("reviewer"), Approved("reviewer", "approval-5")) { Rules = OneStep },
        [Refusal.ApprovalDecidedAlready] = new(
            [.. Owing, Waived("W-1", "C-1", 1), Waived("W-2", "C-1", 2), Approved("reviewer")],
            Approved("another", "approval-5"), Approved("another")) { Rules = OneStep },
        [Refusal.ApprovalOfOwnRequest] = new(
            [.. Owing, Waived("W-1", "C-1", 1)], Approved("reviewer"), Approved("officer")) { Rules = OneStep },
        [Refusal.ApprovalOfTwoSteps] = new(
            [.. Owing, Waived("W-1", "C-1", 1), Approved("reviewer")], Rejected("another"), Rejected("reviewer"))
        {
            Rules = TwoSteps,
        },
        [Refusal.ApprovalOverdue] = new(
            [.. Owing, Waived("W-1", "C-1", 1)], Approved("reviewer") with { CashDate = Due },
            Approved("reviewer") with { CashDate = Due.PlusDays(1) }) { Rules = OneStep },
        [Refusal.ApprovalNotDue] = new(
            [.. Owing, Waived("W-1", "C-1", 1)], Expired(Due.PlusDays(1)), Expired(Due)) { Rules = OneStep },
        [Refusal.PrepaymentNotReturned] = new(
            [Opened(), Prepaid("A-1", 5).On("2024-12-31")], Prepaid("A-2", 1).Of(OtherHospital), Prepaid("A-2", 1))
        {
            Rules = ChangedRulings.Prepayment("\"returnedFirst\": true"),
        },
        [Refusal.PrepaymentAfterDeficit] = new(
            [.. LastYear(Resident, 0, 100, 100), .. LastYear(Employee, 1, 99, 100)],
            Prepaid("A-1", 1), Prepaid("A-1", 1).In(Employee))
        {
            Rules = ChangedRulings.Prepayment("\"noDeficit\": true"),
        },
        [Refusal.PrepaymentMonthsTooFew] = new(
            [.. LastYear(Resident, 50, 100, 100), .. LastYear(Employee, 49, 100, 100)],
            Prepaid("A-1", 1), Prepaid("A-1", 1).In(Employee))
        {
            Rules = ChangedRulings.Prepayment("\"monthsMin\": {\"resident\": \"6\", \"employee\": \"6\"}"),
        },
        [Refusal.ReserveExceeded] = new(
            [Opened().In(Care), Opened().In(DisabilityDelay), Premium("P-1", 10_00).In(Care)],
            Moved("M-1", 10, "reserve", DisabilityDelay).In(Care), Moved("M-1", 11, "reserve", DisabilityDelay).In(Care)),
        [Refusal.AccountMayNotReceive] = new(
            _open, Made(new InterestCredited { Account = "expenditure-account" }, "I-1", 1),
            Premium("P-1", 1) with { Account = "expenditure-account" }),
        [Refusal.AccountMayNotPay] = new(
            _open, Made(new UpperLevelRemittancePaid { Account = "collection-account" }, "U-1", 1),
            Paid("S-1", 1) with { Account = "collection-account" }),
        [Refusal.AccountMoveNotAllowed] = new(
            _open, Between("B-1", 1, "fiscal-account", "expenditure-account"),
            Between("B-1", 1, "treasury", "expenditure-account")),
    };

    private static FundEvent[] LastYear(FundCode fund, long opening, long premium, long paid) =>
    [
        Opened().In(fund) with { Document = DocumentId.Of($"OPEN-{fund}") },
        Opening(opening).In(fund) with { Document = DocumentId.Of($"OPENING-{fund}") }, Premium($"P-{fund}", premium).In(fund).On("2024-06-30"),
        Paid($"S-{fund}", paid).In(fund).On("2024-12-31"),
    ];
}
