using Ledger.Domain.PaymentCapacity;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.PaymentCapacity;

public sealed class CapacityPolicyTests
{
    [Theory]
    [InlineData("2025-03-31", "2025-01-01", "2025-03-31", 3)]
    [InlineData("2025-03-30", "2025-01-01", "2025-02-28", 2)]
    [InlineData("2025-04-15", "2025-01-01", "2025-03-31", 3)]
    [InlineData("2024-02-29", "2024-01-01", "2024-02-29", 2)]
    [InlineData("2024-02-28", "2024-01-01", "2024-01-31", 1)]
    [InlineData("2025-01-31", "2025-01-01", "2025-01-31", 1)]
    [InlineData("2025-12-31", "2025-01-01", "2025-12-31", 12)]
    public void The_year_so_far_is_its_complete_months(string asOf, string from, string to, int months) =>
        Covers(CapacityWindow.Ytd, asOf, from, to, months);

    [Theory]
    [InlineData("2025-01-01")]
    [InlineData("2025-01-15")]
    [InlineData("2025-01-30")]
    public void In_January_the_year_so_far_has_no_complete_month(string asOf) =>
        Policy(CapacityWindow.Ytd).WindowAt(Date(asOf)).ShouldBeNull();

    [Theory]
    [InlineData("2025-03-31", "2024-04-01", "2025-03-31")]
    [InlineData("2025-03-30", "2024-03-01", "2025-02-28")]
    [InlineData("2025-01-15", "2024-01-01", "2024-12-31")]
    [InlineData("2025-12-31", "2025-01-01", "2025-12-31")]
    public void Trailing_twelve_are_the_last_twelve_complete_months(string asOf, string from, string to) =>
        Covers(CapacityWindow.Trailing12, asOf, from, to, 12);

    [Theory]
    [InlineData("2025-12-31", "2025-01-01", "2025-12-31")]
    [InlineData("2025-12-30", "2024-01-01", "2024-12-31")]
    [InlineData("2025-01-01", "2024-01-01", "2024-12-31")]
    public void The_year_is_the_last_complete_one_and_on_its_last_day_its_own(string asOf, string from, string to) =>
        Covers(CapacityWindow.Year, asOf, from, to, 12);

    [Theory]
    [InlineData("2025-12-31", "2024-01-01", "2024-12-31")]
    [InlineData("2025-01-01", "2024-01-01", "2024-12-31")]
    public void The_prior_year_is_the_one_before_on_its_last_day_too(string asOf, string from, string to) =>
        Covers(CapacityWindow.PriorYear, asOf, from, to, 12);

    [Fact]
    public void The_numerator_is_the_balance_at_the_date_or_at_the_end_of_the_year_before()
    {
        var asOf = Policy(CapacityWindow.Ytd);

        asOf.NumeratorDate(Date("2025-12-31")).ShouldBe(Date("2025-12-31"));
        (asOf with { Numerator = CapacityNumerator.PriorYearEnd }).NumeratorDate(Date("2025-12-31"))
            .ShouldBe(Date("2024-12-31"));
    }

    private static void Covers(CapacityWindow window, string asOf, string from, string to, int months)
    {
        var covered = Policy(window).WindowAt(Date(asOf)).ShouldNotBeNull();
        (covered.From.Iso(), covered.To.Iso(), covered.Months).ShouldBe((from, to, months));
    }

    private static CapacityPolicy Policy(CapacityWindow window) =>
        new("tested", "", CapacityNumerator.AsOf, window, CapacityScope.Total);
}
