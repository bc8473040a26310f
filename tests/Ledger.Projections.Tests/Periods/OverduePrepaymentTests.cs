using Ledger.Domain;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Periods;

/// <summary>What closing a month shows of prepayments that are older than the pool's rule lets them be.</summary>
public sealed class OverduePrepaymentTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly InstitutionCode _other = InstitutionCode.Of("H33082500002");

    [Theory]
    [InlineData("543001", "2024-03-31", new string[0])]
    [InlineData("543002", "2024-03-30", new[] { "prepayment-overdue resident 2024-03-30 7.00 1" })]
    public async Task What_is_held_for_365_days_at_the_months_end_is_in_time_and_a_day_longer_is_not(
        string pool, string paid, string[] unusual)
    {
        var recorded = await Ruled(pool);
        await recorded.Record([.. Books("2024-01-01", 100), Advance("A-1", paid, 7)]);

        (await recorded.Unusual("2025-03")).ShouldBe(unusual);
        (await recorded.Unusual("2025-02")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_given_back_counts_for_the_oldest_and_only_what_is_older_is_told()
    {
        var recorded = await Ruled("543003");
        await recorded.Record([
            .. Books("2024-01-01", 100), Advance("A-1", "2024-01-10", 7), Advance("A-2", "2024-02-10", 20),
            Advance("A-3", "2025-01-10", 30), Advance("A-4", "2024-02-05", 1) with { Institution = _other },
            GiveBack("B-1", "2025-03-31", 10), GiveBack("B-2", "2025-04-01", 17),
        ]);

        (await recorded.Unusual("2025-02")).ShouldBe(["prepayment-overdue resident 2024-01-10 28.00 2"]);
        (await recorded.Unusual("2025-03")).ShouldBe(["prepayment-overdue resident 2024-02-05 18.00 2"]);
        (await recorded.Unusual("2025-04")).ShouldBe(["prepayment-overdue resident 2024-02-05 1.00 1"]);
    }

    [Fact]
    public async Task The_sentence_names_the_rule_and_who_has_held_it_longest()
    {
        var recorded = await Ruled("543004");
        await recorded.Record([
            .. Books("2024-01-01", 100),
            .. Enumerable.Range(1, 6).Select(number =>
                Advance($"A-{number}", $"2024-01-{31 - number}", 1) with
                {
                    Institution = InstitutionCode.Of($"H3308250001{number}"),
                }),
        ]);

        (await recorded.Found("2025-03")).ShouldHaveSingleItem().What.English.ShouldBe(
            "6 institutions hold 6.00 of resident for more than 365 days (rule test): "
            + "H33082500016 (2024-01-25), H33082500015 (2024-01-26), H33082500014 (2024-01-27), "
            + "H33082500013 (2024-01-28), H33082500012 (2024-01-29), …");
    }

    [Fact]
    public async Task A_pool_without_such_a_rule_is_told_nothing()
    {
        var recorded = await RecordedPool.In(postgres, "543005");
        await recorded.Record([.. Books("2020-01-01", 100), Advance("A-1", "2020-03-31", 7)]);

        (await recorded.Unusual("2025-03")).ShouldBeEmpty();
    }

    private Task<RecordedPool> Ruled(string pool) =>
        RecordedPool.Under(postgres, pool, "prepayment", "\"ageDaysMax\": 365");
}
