using NodaTime;

namespace Ledger.Domain.Publications;

/// <summary>How a line belongs to its parent.</summary>
public enum LineRelation
{
    /// <summary>The parts of one parent sum to it.</summary>
    Part,

    /// <summary>
    /// 其中: names some of the parent; together these may leave some of it unnamed, never exceed it.
    /// </summary>
    OfWhich,
}

/// <summary>One printed figure of a publication, as it was printed.</summary>
/// <param name="Publication">What the document is called; with pool and fund it names one table.</param>
/// <param name="Pool">Six digits, or empty where the document does not say.</param>
/// <param name="Fund">The slug of a fund; any.</param>
/// <param name="From">The first day of the table's period.</param>
/// <param name="To">The last day of the table's period.</param>
/// <param name="Line">A statement line, dotted: <c>income.premium</c>; see <see
/// cref="PublishedLine"/>.</param>
/// <param name="Relation">Means nothing on a line without a parent.</param>
/// <param name="Amount">The figure; in months on the line <c>months</c>.</param>
public sealed record PublicationRow(
    string Publication, string Pool, string Fund, LocalDate From, LocalDate To, string Line,
    LineRelation Relation, PublishedAmount Amount);
