using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Penalties;
using Ledger.Domain.Premiums;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using Ledger.Domain.Treasury;
using NodaTime;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>
/// One row that somebody might send, drawn from so few values that documents repeat, cases meet and amounts hit the
/// last fen.
/// </summary>
internal sealed record Step(
    int Kind, int Document, int Original, int Fund, int Institution, int Amount, int Day, int Case, int Choice)
{
    private static readonly FundCode[] _funds = [Entries.Resident, Entries.Employee, Entries.EmployeePooled];
    // The last is not opened.
    private static readonly FundCode[] _receivers = [.. _funds, Entries.CriticalIllness];
    private static readonly InstitutionCode[] _institutions = [Entries.Hospital, Entries.OtherHospital];
    private static readonly long[] _amounts = [1, 2, 99, 100, 101, 200, 300];

    // Fewer numbers than rows, so that they repeat; most belong to a kind, the last ones to all.
    private const int NumbersOfKind = 6;
    private const int Numbers = 8;

    // What others build on comes more often, and so does what undoes it.
    private static readonly int[] _kinds =
    [
        .. EventTypes.All.SelectMany((type, index) => Enumerable.Repeat(index, type.Blank switch
        {
            // What no file may bring has properties of its own.
            _ when !type.Importable => 0,
            PremiumReceived or ReimbursementPaid or EntryReversed or DepositWithheld => 12,
            SettlementRecorded or PaymentHeld => 6,
            PremiumRefunded or ReimbursementReversed => 4,
            DepositReleased or DepositForfeited => 8,
            PrepaymentPaid or PrepaymentOffset => 6,
            ClawbackOrdered or ClawbackRecovered or ClawbackWaived => 3,
            AdvancePaid or AdvanceReturned or AdvanceSettled or LoanReceived or LoanRepaid or PenaltyCollected => 3,
            HeldReceived or HeldApplied or HeldReturned => 3,
            AmountRefused or PaymentHoldLifted or SettlementWithdrawn => 3,
            _ => 1,
        })),
    ];

    internal static Gen<Step> Any { get; } =
        from kind in Gen.Elements(_kinds)
        from document in Gen.Choose(0, Numbers - 1)
        from original in Gen.Choose(0, Numbers - 1)
        from fund in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, _funds.Length - 1)))
        from institution in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Constant(1)))
        from amount in Gen.Choose(0, _amounts.Length - 1)
        from day in Gen.Choose(0, 364)
        from caseNo in Gen.Choose(0, 1)
        from choice in Gen.Choose(0, 59)
        select new Step(kind, document, original, fund, institution, amount, day, caseNo, choice);

    /// <summary>The row; well formed, since what the parser refuses never reaches the rules.</summary>
    internal FundEvent ToEntry()
    {
        var type = EventTypes.All[Kind];
        var entry = type.Blank with
        {
            Document = Number(type.Name, Document),
            Fund = _funds[Fund],
            Amount = type.Amount == Use.None ? Money.Zero : new(_amounts[Amount]),
            // Most of what answers another entry comes after it, and some comes before.
            CashDate = new LocalDate(2025, 1, 1).PlusDays(NamesOriginal(type) ? 180 + Day / 2 : Day * 2 / 3),
            Original = NamesOriginal(type) ? Number(KindOfOriginal(type.Blank), Original) : null,
            CaseNo = type.Needs.Contains(EntryColumns.CaseNo) ? $"C{Case}" : null,
            Institution = _institutions[Institution],
            Counterparty = $"city {Case}",
            ToFund = type.Needs.Contains(EntryColumns.ToFund) ? _receivers[Choice % _receivers.Length] : null,
            Direction = Choice % 2 == 0 ? "up" : "down",
            Line = "income.premium",
            Payer = Pick(type.Payers),
            Category = type.Blank is FundsMoved ? Move : Pick(type.Categories),
            BudgetYear = Choice % 4 == 0 ? 2024 : 2025,
            Reason = "drawn",
        };
        return entry switch
        {
            FundOpened e => e with { Category = null, CashDate = new LocalDate(2025, 1, 1) },
            OpeningBalanceRecorded e => e with { Account = Choice % 2 == 0 ? "prepayment" : null },
            EntryReversed e => Whole(e),
            DepositReleased or DepositForfeited => entry with
            {
                Amount = new(1 + (Choice % 7)), CashDate = new LocalDate(2025, 11, 1).PlusDays(Day / 6),
            },
            // Of the larger payments, a few fen are within the rate and a few are not.
            DepositWithheld => entry with { Amount = new(1 + (Choice % 7)) },
            AccountMoved e => e with { Account = "treasury", ToAccount = "fiscal-account" },
            PenaltyCollected e => e with { Account = Choice % 3 == 0 ? "treasury" : null },
            _ => entry,
        };
    }

    // Half of the reversals name fund and amount, the others mean the whole; most leave the kind open.
    private EntryReversed Whole(EntryReversed entry) => entry with
    {
        Fund = Choice % 2 == 0 ? default : entry.Fund,
        Amount = Choice % 2 == 0 ? Money.Zero : entry.Amount,
        Category = Choice % 3 == 0 ? KindOfOriginal(entry) : null,
    };

    // The first is no move that the rules know.
    private string Move => Repository.Rules.Rulings.FundsMovedCategories.Prepend("anything")
        .ElementAt(Choice % (Repository.Rules.Rulings.FundsMovedCategories.Count() + 1));

    private bool NamesOriginal(EventType type) =>
        type.Blank is PremiumRefunded or SubsidyReturned
            ? Choice % 5 != 0
            : type.Needs.Contains(EntryColumns.Original) || Choice % 7 == 0;

    private string KindOfOriginal(FundEvent entry) => entry switch
    {
        PremiumRefunded => "premium_received",
        SubsidyReturned => "subsidy_received",
        SettlementWithdrawn or AmountRefused or PaymentHeld or PaymentHoldLifted => "settlement_recorded",
        ReimbursementPaid => Choice % 2 == 0 ? "settlement_recorded" : "year_end_cleared",
        DepositReleased or DepositForfeited => "deposit_withheld",
        DepositWithheld => Choice % 2 == 0 ? "settlement_recorded" : "reimbursement_paid",
        EntryReversed => EventTypes.All[_kinds[Choice % _kinds.Length]].Name,
        _ => "reimbursement_paid",
    };

    private static DocumentId Number(string kind, int number) =>
        // A hold is lifted only of what is held of what is owed, and a deposit is forfeited only of what was withheld of
        // what was paid, so those meet more often.
        DocumentId.Of(kind is "settlement_recorded" or "deposit_withheld" ? $"{kind}-{number % 2}"
            : number < NumbersOfKind ? $"{kind}-{number}" : $"D-{number}");

    private string? Pick(IReadOnlyList<string> values) => values.Count == 0 ? null : values[Choice % values.Count];
}

/// <summary>
/// Rows that are sent together: alone, as legs of a settlement in two funds, or under one voucher.
/// </summary>
internal sealed record Sending(IReadOnlyList<FundEvent> Rows)
{
    private static Gen<Sending> Any { get; } =
        from shape in Gen.Choose(0, 9)
        from one in Step.Any
        from other in Step.Any
        from voucher in Gen.Choose(0, 5)
        select new Sending(Shape(shape, one, other, $"V{voucher}"));

    /// <summary>
    /// A sequence that begins with open books and money in them, and shrinks by leaving rows out.
    /// </summary>
    internal static Arbitrary<Sending[]> Sequences { get; } =
        Arb.From(Gen.ArrayOf(Any, 70), sequence => Enumerable.Range(0, sequence.Length)
            .Select(index => sequence.Where((_, place) => place != index).ToArray()));

    private static FundEvent[] Shape(int shape, Step one, Step other, string voucher) => shape switch
    {
        0 or 1 => [one.ToEntry(), (one with { Fund = (one.Fund + 1) % 2, Amount = other.Amount }).ToEntry()],
        2 => [one.ToEntry().Under(voucher), other.ToEntry().Under(voucher)],
        _ => [one.ToEntry()],
    };

    public override string ToString() => string.Join(" + ", Rows.Select(row => row.ToString()));
}
