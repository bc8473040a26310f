using Ledger.Domain;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>Answers "what came in, what went out, what is left?" over a period.</summary>
public static class FundStatements
{
    public static async Task<IReadOnlyList<FundStatement>> Over(PoolSnapshot snapshot, IReadOnlyList<FundCode> funds,
        LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var sums = await snapshot.Sums(Spans(from, to), cancellationToken);
        return
        [
            .. funds.Select(fund => Of(fund, !snapshot.Funds[fund].FlowsOnly, sums)),
        ];
    }

    /// <summary>The statement that sums of lines over <see cref="Spans"/> make.</summary>
    public static FundStatement Of(FundCode fund, bool openingKnown, IReadOnlyList<LineSums> sums) =>
        FundStatement.Of(fund, openingKnown, sums[0].Net(fund), sums[1].Of(fund));

    /// <summary>The dates whose sums they are made of: those before the span, and those of it.</summary>
    public static IReadOnlyList<(LocalDate? From, LocalDate To)> Spans(LocalDate from, LocalDate to) =>
        [(null, from.PlusDays(-1)), (from, to)];
}
