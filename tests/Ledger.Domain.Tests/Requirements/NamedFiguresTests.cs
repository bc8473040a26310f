using Ledger.Domain.Accounting;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Requirements.SourceBooks;

namespace Ledger.Domain.Tests.Requirements;

/// <summary>Figures of which several rules must be right at once.</summary>
public sealed class NamedFiguresTests
{
    [Fact]
    public void booking_year_decides()
    {
        var books = BooksOf(Resident)
            .Records(Premium("P-1", 400_00).On("2024-11-20") with
            {
                BusinessFrom = Date("2025-01-01"), BusinessTo = Date("2025-12-31"),
            })
            .Records(Paid("S-1", 30_000_00).On("2024-12-30") with { BusinessFrom = Date("2024-12-28") })
            .Records(Paid("S-2", 30_000_00).On("2025-01-15") with { BusinessFrom = Date("2024-12-28") })
            .Records(Ordered("O-1", "C-1", 10_000_00).Naming("S-1"))
            .Records(Ordered("O-2", "C-2", 10_000_00).Naming("S-2"));

        books.When(Refund("R-1", "P-1", 400_00).On("2025-02-10")).ThenMoves(("expenditure.other", "400.00"));
        Told(books, 2025, StatementLines.Premium).ShouldBe("0.00");

        books.When(Recovered("B-1", "C-1", 10_000_00).On("2025-11-05")).ThenMoves(("income.other", "10000.00"));
        books.When(Recovered("B-2", "C-2", 10_000_00).On("2025-11-05"))
            .ThenMoves(("expenditure.benefits.inpatient", "-10000.00"));

        books.Records(Cleared("Q-1", 100_00, "up").On("2026-04-10") with { BudgetYear = 2025 })
            .Records(Paid("S-3", 100_00).Naming("Q-1").On("2026-04-20") with { BudgetYear = 2025 });
        Told(books, 2026, StatementLines.Benefits).ShouldBe("100.00");
        Told(books, 2025, StatementLines.Benefits).ShouldBe("20000.00");
    }

    [Fact]
    public void nothing_counted_twice()
    {
        CoverAndBill();
        RetireesShare();
        RecoveryFineAndBreach();
    }

    [Fact]
    public void balance_is_not_cash()
    {
        var family = FundCode.Of("resident-family");
        var books = Scenario.Given(Opened(), Opened().In(family))
            .Records(Opening(30_393_779_043))
            .Records(Opening(715_246_788) with { Document = DocumentId.Of("E"), Account = "expenditure-account" })
            .Records(OpeningPrepayment(12_146_673_126))
            .Records(Opening(7_816_132_037).In(family) with { Document = DocumentId.Of("F") })
            .Records(new HeldReceived().WithCity("H-1", 980_370_144));
        var movements = books.Recorded.SelectMany(new Journal(Repository.Chart).Movements).ToList();
        string Sum(string line) => movements.Where(one => StatementLines.IsAtOrBelow(one.Line, line))
            .Aggregate(Money.Zero, (sum, one) => sum + one.Amount).ToString();

        Sum("bank.expenditure-account").ShouldBe("7152467.88");
        Sum("bank.fiscal-account").ShouldBe("391902812.24");
        Sum(StatementLines.PrepaymentAsset).ShouldBe("121466731.26");
        Sum(StatementLines.HeldLiability).ShouldBe("9803701.44");
        Sum(StatementLines.Bank).ShouldBe("399055280.12");
        books.Balance(Resident).ToString().ShouldBe("432556989.57");
        books.Balance(family).ToString().ShouldBe("78161320.37");
        (books.Balance(Resident) + books.Balance(family)).ToString().ShouldBe("510718309.94");
    }

    // The insurer pays its leg of the bill from its own money: the pool paid for that with the premium.
    private static void CoverAndBill()
    {
        var books = BooksOf(Resident, MedicalAid).Records(Cover("K-1", 72_700_000_00)).Records(
            Paid("S-1", 60_000_00) with { MedicalCost = new Money(100_000_00), SelfPaid = new Money(17_000_00) },
            Paid("S-1", 8_000_00).In(MedicalAid) with
            {
                MedicalCost = new Money(100_000_00), SelfPaid = new Money(17_000_00),
            });

        books.Told(Resident, "expenditure").ShouldBe("72760000.00");
        books.Told(MedicalAid, "expenditure").ShouldBe("8000.00");
        books.Line("expenditure").ToString().ShouldBe("72768000.00");
    }

    private static void RetireesShare()
    {
        var books = BooksOf(EmployeePooled, EmployeePersonal)
            .Records(Premium("P-1", 1_000_000_00, "employer").In(EmployeePooled))
            .Records(Entries.Moved("M-1", 200_000_00, "pool-to-personal", EmployeePersonal).In(EmployeePooled));

        books.Line("income").ToString().ShouldBe("1000000.00");
        books.Told(EmployeePooled, "income").ShouldBe("800000.00");
        books.Told(EmployeePooled, "expenditure").ShouldBe("0.00");
    }

    private static void RecoveryFineAndBreach()
    {
        var books = BooksOf(Resident).Records(Ordered("O-1", "C-1", 1_000_000_00, bookedIn: 2025))
            .Records(Recovered("B-1", "C-1", 1_000_000_00))
            .Records(Fined("F-1", 2_000_000_00))
            .Records(Made(new OtherIncomeReceived { Category = "breach" }, "I-1", 100_000_00));

        books.Told(Resident, "expenditure.benefits").ShouldBe("-1000000.00");
        books.Told(Resident, "income.other").ShouldBe("100000.00");
        books.Moved(Resident).ShouldBe("1100000.00");
    }

    private static string Told(Scenario books, int year, string line) => books.Recorded
        .SelectMany(StatementEffects.Of)
        .Where(effect => effect.CashDate.Year == year && StatementLines.IsAtOrBelow(effect.Line, line))
        .Aggregate(Money.Zero, (sum, effect) => sum + effect.Amount).ToString();
}
