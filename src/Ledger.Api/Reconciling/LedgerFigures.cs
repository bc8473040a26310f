using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Projections.Reading;
using Ledger.Projections.Reconciling;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>What the ledger says of the lines and days that others state totals of.</summary>
internal sealed class LedgerFigures
{
    private readonly Dictionary<(LocalDate From, LocalDate To), LineSums> _sums = [];
    private IReadOnlyList<ReconciledLine> _movements = [];
    private IReadOnlyList<FundCode> _funds = [];

    /// <param name="look">The pool as it is, or was known.</param>
    /// <param name="present">The pool as it is now.</param>
    /// <param name="spans">The days that will be asked for.</param>
    /// <param name="accounts">The bank accounts that will be asked for.</param>
    public static async Task<LedgerFigures> Load(LedgerContext ledger, PoolSnapshot look, PoolSnapshot present,
        IReadOnlyList<(LocalDate From, LocalDate To)> spans, IReadOnlySet<string> accounts, CancellationToken cancellationToken)
    {
        var figures = new LedgerFigures { _funds = [.. look.Funds.Keys] };
        if (spans.Count == 0) return figures;
        var sums = await look.Sums([.. spans.Select(span => ((LocalDate?)span.From, span.To))], cancellationToken);
        for (var index = 0; index < spans.Count; index++) figures._sums[spans[index]] = sums[index];
        if (accounts.Count == 0) return figures;
        var lines = new LedgerLines(new(ledger.Chart), accounts, byFund: true, fund: null);
        await BankMovements.Load(lines, present, ledger.Store, spans.Min(span => span.From), spans.Max(span => span.To),
            look.Position, cancellationToken);
        figures._movements = [.. lines.All];
        return figures;
    }

    /// <summary>A line of a fund, or of all, over some days; of a bank account what moved, came in or went out.</summary>
    public Money Of(FundCode? fund, string line, LocalDate from, LocalDate to)
    {
        if (OutsideTotalsFile.AccountOf(line) is not { } account)
        {
            return fund is { } one
                ? _sums[(from, to)].Value(one, line)
                : _funds.Aggregate(Money.Zero, (sum, each) => sum + _sums[(from, to)].Value(each, line));
        }
        var moved = _movements.Where(movement => movement.Account == account && movement.Date >= from && movement.Date <= to
            && (fund is null || movement.Fund == fund));
        return line.EndsWith(OutsideTotalsFile.In, StringComparison.Ordinal)
            ? Sum(moved.Where(movement => movement.Amount > Money.Zero))
            : line.EndsWith(OutsideTotalsFile.Out, StringComparison.Ordinal)
                ? -Sum(moved.Where(movement => movement.Amount < Money.Zero))
                : Sum(moved);
    }

    private static Money Sum(IEnumerable<ReconciledLine> lines) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
}
