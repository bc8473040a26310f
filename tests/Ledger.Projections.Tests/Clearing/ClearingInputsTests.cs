using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Clearing;
using Ledger.Domain.Funds;
using Ledger.Domain.Settlements;
using Ledger.Projections.Clearing;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Clearing;

/// <summary>A clearing counts what is its own: of its year, its fund, its categories, its payment method.</summary>
public sealed class ClearingInputsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly ClearingPolicy _policy = new()
    {
        Id = "test", Source = "test", Fund = Resident, Method = ClearingMethod.Points, Category = "annual",
        Categories = ["inpatient", "nursing"], Charged = ChargedBy.Settled, SpecialCases = SpecialCases.Inside,
    };

    [Fact]
    public async Task Only_what_is_its_own_counts()
    {
        var pool = await RecordedPool.In(postgres, "620001");
        var employee = FundCode.Of("employee");
        await pool.Record(
        [
            .. Books("2024-01-01", 1_000_000), .. Books("2024-01-01", 1_000_000, employee),
            Budget("B-1", 100, null), Budget("B-2", 60, Hospital), Budget("B-3", 7, Hospital) with { BudgetYear = 2024 },
            Budget("B-4", 8, Hospital) with { Fund = employee }, Budget("B-5", 9, Hospital) with { Category = "pharmacy" },
            Care("S-1", 10, "inpatient"), Care("S-2", 20, "nursing"), Care("S-3", 40, "pharmacy"),
            Care("S-4", 80, "inpatient") with { Fund = employee }, Care("S-5", 160, "inpatient") with { BudgetYear = 2024 },
            Cleared("Q-1", 1, "special-case"), Cleared("Q-2", 2, "special-case") with { Method = "drg" },
            Cleared("Q-3", 3, "interim"), Cleared("clearing-2025-annual-resident-H33082500001", 4, "annual"),
            Cleared("Q-4", 5, "interim"), Cleared("Q-5", 6, "interim") with { BudgetYear = 2024 },
            Score("F-1", "2025-11-30", 60, Resident), Score("F-2", "2025-12-31", 70, Resident),
            Score("F-3", "2025-12-31", 75, Resident), Score("F-4", "2026-12-31", 99, Resident),
            Score("F-5", "2025-12-31", 88, employee),
        ]);

        var reading = await Read(pool, _policy);

        reading.Input.RegionBudget.ShouldBe(new Money(100_00));
        reading.Input.Institutions.ShouldHaveSingleItem().ShouldBeEquivalentTo(new ClearingInstitution(
            Hospital, new Money(60_00), 2 * 15_000, new(30_00), Special: new(1_00), Cleared: new(3_00), Score: 75, []));
        var recorded = reading.Recorded.ShouldHaveSingleItem();
        (recorded.Institution, recorded.Decided, recorded.Date).ShouldBe((Hospital, new Money(4_00), Day("2026-01-31")));
        reading.LastCashDate.ShouldBe(Day("2026-12-31"));
    }

    [Fact]
    public async Task Under_a_payment_method_only_its_decisions_count()
    {
        var pool = await RecordedPool.In(postgres, "620002");
        await pool.Record([.. Books("2024-01-01", 1_000),
            Cleared("Q-1", 1, "special-case"), Cleared("Q-2", 2, "special-case") with { Method = "drg" }]);
        (await Read(pool, _policy with { PaymentMethod = "drg" })).Input.Institutions[0].Special.ShouldBe(new Money(2_00));
    }

    [Fact]
    public async Task A_pool_without_funds_has_no_latest_cash_date()
    {
        var pool = await RecordedPool.In(postgres, "620003");
        await pool.Record(new FactRecorded
        {
            Document = DocumentId.Of("F-1"), CashDate = Day("2025-01-01"), Category = "insured", Count = 1,
        });
        var reading = await Read(pool, _policy);
        reading.LastCashDate.ShouldBeNull();
        reading.Input.Institutions.ShouldBeEmpty();
    }

    private static async Task<ClearingReading> Read(RecordedPool pool, ClearingPolicy policy)
    {
        await using var connection = await pool.Ledger.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await ClearingInputs.Read(connection, pool.Pool, policy, 2025, TestContext.Current.CancellationToken);
    }

    private static BudgetAllotted Budget(string document, long yuan, InstitutionCode? institution) =>
        Of<BudgetAllotted>(document, "2025-01-02", yuan) with { BudgetYear = 2025, Institution = institution };

    private static SettlementRecorded Care(string document, long yuan, string category) =>
        Of<SettlementRecorded>(document, "2025-06-30", yuan) with
        {
            Category = category, Institution = Hospital, Points = "1.5",
        };

    private static YearEndCleared Cleared(string document, long yuan, string category) =>
        Of<YearEndCleared>(document, "2026-01-31", yuan) with
        {
            Institution = Hospital, BudgetYear = 2025, Direction = "up", Category = category,
        };

    private static FactRecorded Score(string document, string date, long score, FundCode fund) => new()
    {
        Document = DocumentId.Of(document), CashDate = Day(date), Category = "score", Count = score,
        Institution = Hospital, Fund = fund,
    };
}
