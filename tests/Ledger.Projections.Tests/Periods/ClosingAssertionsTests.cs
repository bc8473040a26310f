using Ledger.Projections.Periods;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;
using static Ledger.Projections.Tests.Periods.Months;

namespace Ledger.Projections.Tests.Periods;

/// <summary>What the fold keeps true is asserted all the same, and a table that was tampered with shows.</summary>
public sealed class ClosingAssertionsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_line_that_was_changed_leaves_neither_the_accounts_nor_the_books_equal()
    {
        var recorded = await RecordedPool.In(postgres, "542001");
        await recorded.Record([.. Books("2025-01-01", 100), Premium("P-1", "2025-03-05", 5)]);
        await Execute("update ledger.fund_total set amount_fen = 600 where pool = '542001' and line = 'income.premium'");

        (await recorded.Unusual("2025-03")).ShouldBe(
            ["trial-balance resident 2025-03-31 -1.00", "books resident 2025-03-31 -1.00"]);
        (await recorded.Unusual("2025-02")).ShouldBe(["books resident 2025-02-28 -1.00"]);
    }

    [Fact]
    public async Task A_balance_that_was_changed_is_not_what_the_lines_add_up_to()
    {
        var recorded = await RecordedPool.In(postgres, "542002");
        await recorded.Record([.. Books("2025-01-01", 100), Premium("P-1", "2025-03-05", 5)]);
        await Execute("update ledger.fund_book set balance_fen = balance_fen + 1 where pool = '542002'");

        (await recorded.Unusual("2025-03")).ShouldBe(["books resident 2025-03-31 0.01"]);
    }

    [Fact]
    public async Task An_income_that_the_statement_has_no_line_for_is_missing_in_its_closing()
    {
        var recorded = await RecordedPool.In(postgres, "542003");
        await recorded.Record([.. Books("2025-01-01", 100), Premium("P-1", "2025-03-05", 5)]);
        await Execute("""
            insert into ledger.fund_total
            select '542003', 'resident', grain, start::date, 'income.unheard-of', 300
            from (values ('d', '2025-03-05'), ('t', '2025-03-01'), ('m', '2025-03-01'), ('q', '2025-01-01'), ('y', '2025-01-01'))
                as span (grain, start)
            """);

        await using var snapshot = await recorded.Snapshot();
        var look = await ClosingLook.Take(
            snapshot, Month("2025-03"), recorded.Ledger.Chart, recorded.Rules.Rulings,
            TestContext.Current.CancellationToken);
        ClosingAssertions.Closing(look).Select(Line).ShouldBe(["closing resident 2025-03-31 3.00"]);
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBePositive();
    }
}
