using FsCheck.Fluent;
using Ledger.Domain.Corrections;
using Ledger.Domain.Levels;
using Ledger.Domain.Statements;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Tests.Statements;
using static Ledger.Domain.Statements.StatementLines;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Levels;

/// <summary>上解 and 下拨 between pools that are shown as one cancel, as far as both sides booked them.</summary>
public sealed class ConsolidationTests
{
    private static readonly PoolCode _city = PoolCode.Of("330900");
    private static readonly PoolCode _county = PoolCode.Of("330921");
    private static readonly PoolCode _island = PoolCode.Of("330922");

    [Fact]
    public void A_remittance_that_both_sides_booked_cancels()
    {
        var pair = Pairs(new(_county, Resident, ToUpper, "330900", new(100)), new(_city, Resident, FromLower, "330921", new(100)))
            .ShouldHaveSingleItem();
        pair.ShouldBe(new(Resident, _county, _city, ToUpper, new(100), new(100)));
        (pair.Eliminated.Fen, pair.Difference.Fen, pair.ReceivedLine).ShouldBe((100, 0, FromLower));
    }

    [Fact]
    public void So_does_an_allotment()
    {
        var pair = Pairs(new(_city, Resident, ToLower, "330921", new(100)), new(_county, Resident, FromUpper, "330900", new(100)))
            .ShouldHaveSingleItem();
        pair.ShouldBe(new(Resident, _city, _county, ToLower, new(100), new(100)));
        (pair.Eliminated.Fen, pair.ReceivedLine).ShouldBe((100, FromUpper));
    }

    [Theory]
    [InlineData(100, 100, 100, 0)]
    [InlineData(100, 99, 99, 1)]
    [InlineData(99, 100, 99, -1)]
    [InlineData(100, 0, 0, 100)]
    [InlineData(0, 100, 0, -100)]
    [InlineData(-100, -40, -40, -60)]
    [InlineData(-100, 40, 0, -140)]
    public void What_both_booked_cancels_and_one_fen_that_they_did_not_is_shown(
        long paid, long received, long eliminated, long difference)
    {
        var pair = new LevelPair(Resident, _county, _city, ToUpper, new(paid), new(received));
        (pair.Eliminated.Fen, pair.Difference.Fen).ShouldBe((eliminated, difference));
    }

    [Fact]
    public void Each_fund_and_each_pair_cancels_for_itself() => Pairs(
            new(_county, Resident, ToUpper, "330900", new(100)), new(_island, Resident, ToUpper, "330900", new(50)),
            new(_city, Resident, FromLower, "330922", new(100)), new(_city, Employee, FromLower, "330921", new(100)))
        .Select(pair => (pair.Fund.Text, pair.Payer.Text, pair.Paid.Fen, pair.Received.Fen)).ShouldBe(
        [
            ("employee", "330921", 0, 100), ("resident", "330921", 100, 0), ("resident", "330922", 50, 100),
        ]);

    [Theory]
    [InlineData("330000")]
    [InlineData("provincial finance")]
    [InlineData("330921")]
    public void Money_to_a_level_outside_the_set_and_to_the_pool_itself_stays(string counterparty) =>
        Pairs(new LevelTotal(_county, Resident, ToUpper, counterparty, new(100))).ShouldBeEmpty();

    [Fact]
    public void The_whole_is_the_sum_of_the_parts_but_for_what_cancels() => Seeds.Check(
        Gen.Choose(0, 1_000_000).ArrayOf(8).ToArbitrary(), fen =>
        {
            var county = Cells((StatementLines.Premium, fen[0]), (ToUpper, fen[1]), (BenefitsFor("inpatient"), fen[2]));
            var city = Cells((FromLower, fen[3]), (BenefitsFor("inpatient"), fen[4]), (Interest, fen[5]));
            var pairs = Pairs(new(_county, Resident, ToUpper, "330900", new(fen[1])),
                new(_city, Resident, FromLower, "330921", new(fen[3])));

            var whole = Consolidation.StatementOf(
                Resident, [(true, new(fen[6]), county), (true, new(fen[7]), city)], pairs);

            whole[StatementLines.Premium].Fen.ShouldBe(fen[0]);
            whole[ToUpper].Fen.ShouldBe(Math.Max(0, fen[1] - fen[3]));
            whole[FromLower].Fen.ShouldBe(Math.Max(0, fen[3] - fen[1]));
            whole[Benefits].Fen.ShouldBe(fen[2] + fen[4]);
            whole[StatementLines.Opening].Fen.ShouldBe(fen[6] + fen[7]);
            whole[Closing].Fen.ShouldBe(fen[6] + fen[7] + fen[0] + fen[3] + fen[5] - fen[1] - fen[2] - fen[4]);
        });

    [Fact]
    public void Where_one_opening_is_unknown_that_of_the_whole_is() =>
        Consolidation.StatementOf(Resident, [(true, new(1), Cells()), (false, Money.Zero, Cells())], [])
            .OpeningKnown.ShouldBeFalse();

    [Fact]
    public void What_moves_between_levels_is_read_with_its_counterparty_from_every_kind_and_variant()
    {
        foreach (var variant in StatementVariants.All)
        {
            var entry = variant.Entry with { Counterparty = "330900" };
            foreach (var one in (Domain.Events.FundEvent[])
                [entry, Made(new EntryReversed { Reverses = entry }, "X-1", 1).On("2025-12-31"),
                    Made(new EntryReversed { Reverses = entry }, "X-1", 1).On("2026-01-01")])
            {
                LevelTransfers.Of(one).ShouldBe(StatementEffects.Of(one)
                    .Where(effect => LevelTransfers.IsBetweenLevels(effect.Line))
                    .Select(effect => new LevelTransfer(
                        effect.Fund, effect.Line, "330900", effect.CashDate, effect.Amount)), variant.Kind);
            }
        }
    }

    private static Dictionary<string, Money> Cells(params (string Line, long Fen)[] cells) =>
        cells.ToDictionary(cell => cell.Line, cell => new Money(cell.Fen));

    private static IReadOnlyList<LevelPair> Pairs(params LevelTotal[] totals) =>
        Consolidation.Pairs([_city, _county, _island], totals);
}
