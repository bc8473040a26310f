using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Reconciling.Lines;

namespace Ledger.Domain.Tests.Reconciling;

/// <summary>Whatever stands on the two sides: nothing is lost or counted twice, and it is found whatever the order.</summary>
public sealed class LineMatchingProperties
{
    [Fact]
    public void Every_line_is_in_one_match_or_difference_or_beyond_the_span() => Seeds.Check(Sides(), sides =>
    {
        var found = LineMatching.Match(sides.Here, sides.There, March);

        Orders(found.Matches.SelectMany(match => match.Here), found.Differences.SelectMany(one => one.Here), found.BeyondHere)
            .ShouldBe(sides.Here.Select(line => line.Order).Order());
        Orders(found.Matches.SelectMany(match => match.There), found.Differences.SelectMany(one => one.There), found.BeyondThere)
            .ShouldBe(sides.There.Select(line => line.Order).Order());
    });

    [Fact]
    public void What_the_sides_differ_by_is_the_sum_of_the_differences() => Seeds.Check(Sides(), sides =>
    {
        var found = LineMatching.Match(sides.Here, sides.There, March);

        foreach (var match in found.Matches) Fen(match.Here).ShouldBe(Fen(match.There));
        (found.Differences.Sum(one => one.Amount.Fen) + Fen(found.BeyondThere) - Fen(found.BeyondHere))
            .ShouldBe(Fen(sides.There) - Fen(sides.Here));
    });

    [Fact]
    public void The_order_of_the_lines_changes_nothing() => Seeds.Check(Sides(), sides =>
        LineMatching.Match(sides.Here.Reverse(), sides.There.OrderBy(line => line.Order % 3), March).Texts()
            .ShouldBe(LineMatching.Match(sides.Here, sides.There, March).Texts()));

    [Fact]
    public void A_second_way_finds_the_same() => Seeds.Check(Sides(), sides =>
    {
        var found = LineMatching.Match(sides.Here, sides.There, March);

        found.Matches.Select(match => $"{match.By} {Numbers(match.Here)}/{Numbers(match.There)}")
            .Concat(found.Differences.Select(one => $"{one.Kind} {Numbers(one.Here)}/{Numbers(one.There)}"))
            .ShouldBe(NaiveMatching.Match(sides.Here, sides.There, March), ignoreOrder: true);
    }, times: 3);

    // Few amounts, days and documents, so that lines are often alike.
    private static Arbitrary<(ReconciledLine[] Here, ReconciledLine[] There)> Sides() =>
        (from here in Side("P", "V")
         from there in Side("P", "X")
         select (here, there)).ToArbitrary();

    private static Gen<ReconciledLine[]> Side(params string[] documents) =>
        from size in Gen.Choose(0, 9)
        from lines in ALine(documents).ArrayOf(size)
        select lines.Select((line, index) => line with { Order = index + 1 }).ToArray();

    private static Gen<ReconciledLine> ALine(string[] documents) =>
        from day in Gen.Choose(-2, 8)
        from fen in Gen.Elements(-300L, -100, 100, 150, 200, 300, 450)
        from account in Gen.Elements("expenditure-account", "expenditure-account", "fiscal-account")
        from kind in Gen.Elements(documents)
        from numbers in Gen.Choose(1, 4).ArrayOf(2)
        from count in Gen.Choose(0, 2)
        from party in Gen.Elements("", "H1", "H2")
        select Line(0, day, fen, [.. numbers.Take(count).Select(number => $"{kind}-{number}").ToHashSet()])
            .In(account).With(party);

    private static IEnumerable<long> Orders(params IEnumerable<ReconciledLine>[] parts) =>
        parts.SelectMany(part => part).Select(line => line.Order).Order();

    private static long Fen(IEnumerable<ReconciledLine> lines) => lines.Sum(line => line.Amount.Fen);
}
