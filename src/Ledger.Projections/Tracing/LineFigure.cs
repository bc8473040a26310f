using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Projections.Tracing;

/// <summary>
/// A figure of a fund that is made of sums of lines alone. What an event adds to it is asked of the same formula: each line
/// that the event moves is worth what one fen in it would make of the figure.
/// </summary>
/// <param name="fund">Whose figure it is.</param>
/// <param name="stretches">The cash dates whose sums it is made of; without a beginning, from the start of history.</param>
/// <param name="formula">Makes it of the sums, in the order of the stretches; it only adds, takes off and multiplies by whole numbers.</param>
public sealed class LineFigure(FundCode fund, IReadOnlyList<(LocalDate? From, LocalDate To)> stretches,
    Func<IReadOnlyList<LineSums>, Money> formula)
{
    private readonly Dictionary<(int Stretch, string Line), long> _worth = [];

    public IReadOnlyList<(LocalDate? From, LocalDate To)> Stretches => stretches;

    /// <summary>The figure that the read model's sums make.</summary>
    public Money Of(IReadOnlyList<LineSums> sums) => formula(sums);

    /// <summary>What an event adds to it, in fen.</summary>
    /// <param name="movements">All that the event does, to this fund and to others.</param>
    public long PartOf(IReadOnlyList<LineEffect> movements)
    {
        var part = 0L;
        foreach (var effect in movements)
        {
            if (effect.Fund != fund) continue;
            for (var index = 0; index < stretches.Count; index++)
            {
                var (from, to) = stretches[index];
                if (effect.CashDate <= to && (from is null || effect.CashDate >= from))
                    part += effect.Amount.Fen * Worth(index, effect.Line);
            }
        }
        return part;
    }

    private long Worth(int stretch, string line)
    {
        if (_worth.TryGetValue((stretch, line), out var known)) return known;
        var sums = stretches.Select(_ => new LineSums()).ToList();
        sums[stretch].Add(fund, line, new(1));
        return _worth[(stretch, line)] = formula(sums).Fen;
    }
}
