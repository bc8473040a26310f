using Ledger.Domain;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using Npgsql;

namespace Ledger.Projections.Reconciling;

/// <summary>Figures from outside beside what the ledger has at the end of their days.</summary>
public static class StatedBalanceChecks
{
    private static readonly string[] _streams = ["reconciliation/%"];

    /// <summary>All figures that are stated of a pool, as far as a position.</summary>
    public static async Task<StatedBalances> Stated(NpgsqlDataSource database, EventStore.EventStore store,
        PoolSnapshot look, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var stated = new StatedBalances();
        await foreach (var recorded in store.ReadStreams(connection, look.Pool, _streams, look.Position, cancellationToken))
            stated.Add((ReconciliationSigned)recorded.Body, recorded.Position, recorded.Actor ?? "");
        return stated;
    }

    /// <summary>Each figure with that of the ledger, in their order.</summary>
    public static async Task<IReadOnlyList<CheckedFigure>> Check(
        PoolSnapshot look, IReadOnlyList<StatedFigure> figures, CancellationToken cancellationToken)
    {
        if (figures.Count == 0) return [];
        var dates = figures.Select(figure => figure.Date).ToHashSet().Order().ToList();
        var sums = await look.Sums([.. dates.Select(date => ((NodaTime.LocalDate?)null, date))], cancellationToken);
        return
        [
            .. figures.Select(figure => new CheckedFigure(
                figure, Computed(sums[dates.IndexOf(figure.Date)], figure.Balance.Fund, figure.Balance.Line))),
        ];
    }

    private static Money Computed(LineSums sums, FundCode fund, string line) =>
        line == StatementLines.Closing ? sums.Net(fund) : sums.Value(fund, line);
}
