using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Clearing;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Clearing.Clearings;

namespace Ledger.Domain.Tests.Clearing;

/// <summary>Whatever the budgets, points, charges and bands: the budget is divided to the fen, and fairly.</summary>
public sealed class ClearingProperties
{
    private const long FenMax = 1_000_000_000_000_00;

    [Fact]
    public void Shares_with_what_the_fund_keeps_less_what_it_adds_are_the_budget() =>
        Seeds.Check(Years(), year =>
        {
            var result = YearEndClearing.Clear(year.Policy, year.Input);
            (result.Sum(one => one.Share).Fen + result.Sum(one => one.Input.Special).Fen + result.Kept.Fen - result.Added.Fen)
                .ShouldBe(result.Budget.Fen);
            result.Kept.Fen.ShouldBeGreaterThanOrEqualTo(0);
            result.Added.Fen.ShouldBeGreaterThanOrEqualTo(0);
        }, times: 3);

    [Fact]
    public void What_the_points_divide_is_divided_to_the_fen() =>
        Seeds.Check(Years(ClearingMethod.Points), year =>
        {
            var result = YearEndClearing.Clear(year.Policy, year.Input);
            result.Sum(one => one.Share).ShouldBe(result.Distributable!.Value);
        });

    [Fact]
    public void Nobody_with_more_points_gets_less() =>
        Seeds.Check(Years(ClearingMethod.Points), year =>
        {
            var byPoints = YearEndClearing.Clear(year.Policy, year.Input).Institutions.OrderBy(one => one.Input.Points).ToList();
            foreach (var (less, more) in byPoints.Zip(byPoints.Skip(1)))
            {
                if (less.Input.Points < more.Input.Points) more.Share.Fen.ShouldBeGreaterThanOrEqualTo(less.Share.Fen);
                else Math.Abs(more.Share.Fen - less.Share.Fen).ShouldBeLessThanOrEqualTo(1);
            }
        });

    [Fact]
    public void The_order_of_institutions_does_not_matter() =>
        Seeds.Check(Years(), year =>
        {
            var turned = year.Input with { Institutions = [.. year.Input.Institutions.Reverse()] };
            YearEndClearing.Clear(year.Policy, turned).Institutions
                .ShouldBe(YearEndClearing.Clear(year.Policy, year.Input).Institutions);
        });

    [Fact]
    public void Doubling_all_points_changes_no_share() =>
        Seeds.Check(Years(ClearingMethod.Points), year =>
        {
            var doubled = year.Input with
            {
                Institutions = [.. year.Input.Institutions.Select(one => one with { Points = 2 * one.Points })],
            };
            YearEndClearing.Clear(year.Policy, doubled).Shares()
                .ShouldBe(YearEndClearing.Clear(year.Policy, year.Input).Shares());
        });

    [Fact]
    public void An_institution_keeps_no_more_than_it_saved_and_is_refused_no_more_than_it_overran() =>
        Seeds.Check(Years(ClearingMethod.Budget), year =>
        {
            foreach (var one in YearEndClearing.Clear(year.Policy, year.Input).Institutions)
            {
                var saved = Math.Max(0, one.Budget!.Value.Fen - one.Input.Charged.Fen);
                var overrun = Math.Max(0, one.Input.Charged.Fen - one.Budget!.Value.Fen);
                one.Retained.Fen.ShouldBeInRange(0, saved);
                one.Borne.Fen.ShouldBeInRange(0, overrun);
                (one.Borne + one.Refused).Fen.ShouldBe(overrun);
            }
        });

    [Fact]
    public void What_is_recorded_is_what_is_due_and_nothing_for_nothing() =>
        Seeds.Check(Years(), year =>
        {
            var result = YearEndClearing.Clear(year.Policy, year.Input);
            var entries = ClearingEntries.Of(result, new(2026, 1, 31));
            entries.Sum(entry => entry.Direction == "up" ? entry.Amount.Fen : -entry.Amount.Fen)
                .ShouldBe(result.Sum(one => one.Due).Fen);
            entries.ShouldAllBe(entry => entry.Amount.Fen > 0);
            entries.Select(entry => entry.Document).ShouldBeUnique();
        });

    private static Arbitrary<CaseOfYear> Years(ClearingMethod? method = null) =>
        (from policy in Policies(method)
            from region in Longs(FenMax / 2, FenMax)
            from institutions in Institutions()
            select new CaseOfYear(policy, new(Year, new Money(region), institutions))).ToArbitrary();

    private static Gen<ClearingPolicy> Policies(ClearingMethod? method) =>
        from byPoints in method is { } one ? Gen.Constant(one == ClearingMethod.Points) : Gen.Elements(true, false)
        from setAside in Longs(0, Rate.One / 2)
        from inside in Gen.Elements(SpecialCases.Inside, SpecialCases.Outside)
        from cap in Longs(0, Rate.One)
        from capped in Gen.Elements(true, false)
        from surplus in Steps()
        from overrun in Steps()
        select (byPoints ? ByPoints : ByBudget) with
        {
            SetAside = new(setAside), SpecialCases = inside, Surplus = new(surplus, capped ? new Rate(cap) : null),
            Overrun = new(overrun),
        };

    private static Gen<List<Band>> Steps() =>
        from count in Gen.Choose(0, 4)
        from widths in Longs(1, Rate.One / 2).ListOf(count)
        from shares in Longs(0, Rate.One).ListOf(count)
        select widths.Select((_, place) => new Band(new(widths.Take(place + 1).Sum()), new(shares[place]))).ToList();

    // At least one has points, and special cases stay below half of the region's smallest budget.
    private static Gen<List<ClearingInstitution>> Institutions() =>
        from count in Gen.Choose(1, 30)
        from rows in (from budget in Longs(0, 1_000_000_00)
            from charged in Longs(0, 2_000_000_00)
            from points in Gen.OneOf(Longs(1, 9), Longs(1, 50_000_000_000))
            from special in Gen.OneOf(Gen.Constant(0L), Longs(-1_000_00, 100_000_00))
            from cleared in Gen.OneOf(Gen.Constant(0L), Longs(-1_000_00, 100_000_00))
            select (budget, charged, points, special, cleared)).ListOf(count)
        select rows.Select((row, place) => new ClearingInstitution(Code(place + 1), new Money(row.budget), row.points,
            new(row.charged), new(row.special), new(row.cleared), null, [])).ToList();

    private static Gen<long> Longs(long least, long most) =>
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select least + ((long)high << 31 | (long)low) % (most - least + 1);

    private sealed record CaseOfYear(ClearingPolicy Policy, ClearingInput Input);
}
