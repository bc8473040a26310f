using FsCheck;
using FsCheck.Fluent;
using Ledger.Naive.Generating;

namespace Ledger.Domain.Tests.SecondOpinion;

/// <summary>A random history, which shrinks by leaving submissions out.</summary>
internal sealed record History(int Seed, IReadOnlyList<IReadOnlyList<Row>> Submissions)
{
    private const int Length = 70;

    internal static Arbitrary<History> Any { get; } = Drawn(new(Length));

    /// <summary>Nothing in it is refused for want of money.</summary>
    internal static Arbitrary<History> Rich { get; } = Drawn(new(Length) { OpeningFen = 10_000_000_00 });

    private static Arbitrary<History> Drawn(HistorySettings settings) => Arb.From(
        Gen.Choose(0, int.MaxValue - 1).Select(seed => new History(seed, RandomHistory.Of(seed, settings))),
        history => Enumerable.Range(0, history.Submissions.Count).Select(index => history with
        {
            Submissions = [.. history.Submissions.Where((_, place) => place != index)],
        }));

    public override string ToString() =>
        $"history {Seed}:\n{string.Join('\n', Submissions.Select(rows => string.Join(" + ", rows)))}";
}
