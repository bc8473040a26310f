using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Publications;

/// <summary>Which table of the ledger a published one is held against.</summary>
/// <param name="Pool">As it is printed; empty where the document does not say.</param>
public readonly record struct LedgerTableKey(string Pool, string Fund, LocalDate From, LocalDate To)
{
    /// <summary>Those of some rows, each once.</summary>
    public static IReadOnlySet<LedgerTableKey> Of(IEnumerable<PublicationRow> rows) =>
        rows.Select(row => new LedgerTableKey(row.Pool, row.Fund, row.From, row.To)).ToHashSet();
}

/// <summary>The ledger's statement of a fund over the period of a published table, or why it has none.</summary>
/// <param name="Reason">Null where there is a statement.</param>
public sealed record LedgerTable(FundStatement? Statement, string? Reason);

/// <summary>What was held against the ledger.</summary>
/// <param name="Position">The last position that the ledger's figures include.</param>
/// <param name="Compared">Printed lines that the ledger has.</param>
/// <param name="NotCompared">Those that it has not, and why.</param>
public sealed record LedgerAnswer(
    string Pool, long Position, int Compared, IReadOnlyList<NotChecked> NotCompared);
