using Ledger.Api.Statements;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Statements;

/// <summary>A year to date beside the year before, and what has become of what was known of it.</summary>
[Collection(VerbsCollection.Name)]
public sealed class FundYearsTests(PostgresFixture postgres)
{
    private static readonly FundCode _resident = FundCode.Of("resident");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_days_of_last_year_stand_beside_it_and_no_later_ones()
    {
        using var pool = await Booked();
        await using var ledger = await Ledger();
        var year = await FundYears.Of(ledger, PoolCode.Of(pool.Code), _resident, new(2028, 3, 15), default, Cancellation);

        (year.From, year.To, year.FromBefore, year.ToBefore)
            .ShouldBe((new(2028, 1, 1), new(2028, 3, 15), new(2027, 1, 1), new(2027, 3, 15)));
        year.Lines.Single(line => line.Line == "income.premium")
            .ShouldBe(new("income.premium", "30.00", "20.00", "10.00", "50.00"));
        year["closing"].ShouldBe("1000130.00");
    }

    [Fact]
    public async Task The_end_of_a_month_is_compared_with_the_end_of_the_same_month()
    {
        using var pool = await Booked();
        await using var ledger = await Ledger();
        async Task<LocalDate> Before(LocalDate asOf) =>
            (await FundYears.Of(ledger, PoolCode.Of(pool.Code), _resident, asOf, default, Cancellation)).ToBefore;
        (await Before(new(2028, 2, 29))).ShouldBe(new(2027, 2, 28));
        (await Before(new(2029, 2, 28))).ShouldBe(new(2028, 2, 29));
        (await Before(new(2028, 2, 28))).ShouldBe(new(2027, 2, 28));
    }

    [Fact]
    public async Task Before_the_books_were_opened_there_is_no_year()
    {
        using var pool = await Booked();
        await using var ledger = await Ledger();
        var year = await FundYears.Of(ledger, PoolCode.Of(pool.Code), _resident, new(2027, 12, 31), default, Cancellation);
        (year.HasBefore, year.Opened).ShouldBe((false, new(2027, 1)));
        year.Lines.ShouldAllBe(line => line.Before == null && line.Difference == null && line.Percent == null);
    }

    [Fact]
    public async Task What_was_recorded_later_of_the_same_days_moves_its_line_and_what_follows_from_it()
    {
        using var pool = await Booked();
        await using var ledger = await Ledger();
        var moved = await FundYears.Moved(ledger, PoolCode.Of(pool.Code), _resident, new(2028, 1, 1), new(2028, 3, 15),
            new(7, null), new(8, null), Cancellation);
        moved.Select(line => (line.Line, line.Before, line.Now, line.Difference)).ShouldBe(
        [
            ("income.premium", "25.00", "30.00", "5.00"), ("income.subtotal", "25.00", "30.00", "5.00"),
            ("income.total", "25.00", "30.00", "5.00"), ("surplus", "25.00", "30.00", "5.00"),
            ("closing", "1000125.00", "1000130.00", "5.00"), ("total", "1000125.00", "1000130.00", "5.00"),
        ]);
        (await FundYears.Moved(ledger, PoolCode.Of(pool.Code), _resident, new(2028, 1, 1), new(2028, 3, 15),
            new(8, null), new(8, null), Cancellation)).ShouldBeEmpty();
    }

    private Task<LedgerContext> Ledger() =>
        LedgerContext.Open(new(postgres.ConnectionString, false, "a test's"), Cancellation);

    // Opened, and positions 5 to 8.
    private async Task<TestPool> Booked()
    {
        var pool = await TestPool.Opened(postgres);
        (await pool.Import("""
            kind,document,fund,amount,date,payer
            premium_received,P-1,resident,20.00,2027-03-15,individual
            premium_received,P-2,resident,80.00,2027-03-16,individual
            premium_received,P-3,resident,25.00,2028-03-15,individual
            premium_received,P-4,resident,5.00,2028-03-14,individual
            """)).ExitCode.ShouldBe(0);
        return pool;
    }
}
