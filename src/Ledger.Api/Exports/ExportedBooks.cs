using System.Runtime.CompilerServices;
using Ledger.Api.Figures;
using Ledger.Api.Statements;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.EventStore;

namespace Ledger.Api.Exports;

/// <summary>
/// What is exported: a pool's log up to a position, which nothing recorded meanwhile can change, and the figures as
/// they were known there. The same position gives the same bytes.
/// </summary>
/// <param name="Months">Only these; all that is recorded where null.</param>
internal sealed record ExportedBooks(LedgerContext Ledger, PoolCode Pool, long Position, StatementSpan? Months)
{
    public PoolFigures Figures => new(Ledger, new(Position, null));

    /// <summary>Null where <c>data/pools.json</c> has none.</summary>
    public string? PoolName => Ledger.Pools.Find(Pool).Name;

    /// <summary>The entries that move money, in order of recording, those of other months left out.</summary>
    public async IAsyncEnumerable<ExportedEntry> Entries([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var journal = new Journal(Ledger.Chart);
        await foreach (var recorded in Ledger.Store.Read(Pool, 1, Position, cancellationToken))
        {
            var entry = (FundEvent)recorded.Body;
            if (Months is { } months && (entry.CashDate < months.From || entry.CashDate > months.To)) continue;
            var lines = journal.Of(entry);
            if (lines.Count > 0) yield return new(recorded, entry, lines);
        }
    }
}

/// <summary>An entry of the log with its double entry.</summary>
internal sealed record ExportedEntry(RecordedEvent Recorded, FundEvent Entry, IReadOnlyList<Posting> Lines);
