using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Publications;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;

namespace Ledger.Api.Publications;

/// <summary>Holds publications against a pool's ledger, and asks its log for what explains a difference.</summary>
internal sealed class LedgerTieout(LedgerContext ledger, PoolCode pool, KnownPoint known)
{
    private const int EventsAtATime = 5_000;

    public async Task<TieOutResult> Check(IReadOnlyList<PublicationRow> rows, CancellationToken cancellationToken)
    {
        var head = await ledger.NeedEntries(pool, cancellationToken);
        var position = await known.LastIn(ledger, pool, head, cancellationToken);
        var tables = await Tables(LedgerTableKey.Of(rows), position, cancellationToken);
        var result = TieOut.Check(rows, ledger.Policies, tables);
        return result with
        {
            Findings = await Explained(result.Findings, rows, position, cancellationToken),
            Ledger = TieOut.Answered(rows, pool.Text, position, tables),
        };
    }

    private async Task<Dictionary<LedgerTableKey, LedgerTable>> Tables(
        IReadOnlySet<LedgerTableKey> keys, long position, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, new(position, null)).Open(pool, cancellationToken);
        var tables = new Dictionary<LedgerTableKey, LedgerTable>();
        foreach (var key in keys) tables[key] = await Table(snapshot, key, cancellationToken);
        return tables;
    }

    private async Task<LedgerTable> Table(PoolSnapshot snapshot, LedgerTableKey key, CancellationToken cancellationToken)
    {
        if (key.Pool.Length > 0 && key.Pool != pool.Text) return new(null, $"it is of pool {key.Pool}, not {pool}");
        if (!FundCode.TryParse(key.Fund, out var fund) || !snapshot.Funds.ContainsKey(fund))
            return new(null, $"fund {key.Fund} is not opened in pool {pool}");
        var statements = await FundStatements.Over(snapshot, [fund], key.From, key.To, cancellationToken);
        return new(statements[0].WithParts(ledger.Funds.Find(fund)), null);
    }

    // The log is read once, and only where something does not tie.
    private async Task<IReadOnlyList<Finding>> Explained(IReadOnlyList<Finding> findings,
        IReadOnlyList<PublicationRow> rows, long position, CancellationToken cancellationToken)
    {
        var searches = findings.Select(finding => IsOurs(finding) ? new DifferenceSearch(finding, RowOf(finding, rows)) : null)
            .ToList();
        var asking = searches.OfType<DifferenceSearch>().ToList();
        if (asking.Count == 0) return findings;
        var spans = ledger.Store.ReadBodies(pool, 1, position, EventsAtATime, cancellationToken);
        await foreach (var span in spans)
        {
            foreach (var recorded in span)
            {
                foreach (var search in asking) search.Add(recorded.Position, (FundEvent)recorded.Body);
            }
        }
        return [.. findings.Zip(searches, (finding, search) => search?.Explained() ?? finding)];
    }

    private bool IsOurs(Finding finding) =>
        DifferenceSearch.IsFor(finding) && (finding.Pool.Length == 0 || finding.Pool == pool.Text);

    // An opening that is not printed follows from the other rows of its table.
    private static PublicationRow RowOf(Finding finding, IReadOnlyList<PublicationRow> rows)
    {
        var table = rows.Where(row => (row.Publication, row.Pool, row.Fund)
            == (finding.Publication, finding.Pool, finding.Fund)).ToList();
        return table.FirstOrDefault(row => row.Line == finding.Line)
            ?? table[0] with { Line = finding.Line, Amount = finding.Printed };
    }
}
