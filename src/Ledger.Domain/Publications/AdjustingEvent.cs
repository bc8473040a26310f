using NodaTime;

namespace Ledger.Domain.Publications;

/// <summary>An event that may explain why a printed figure is not the ledger's.</summary>
/// <param name="Amount">What it does to the figure, in yuan exact to the fen; may be negative.</param>
/// <param name="IsLate">It was recorded after the books of the period had been closed.</param>
public sealed record AdjustingEvent(
    long Position, string Kind, DocumentId Document, LocalDate Date, Money Amount, bool IsLate);

/// <summary>What the ledger knows of a difference.</summary>
/// <param name="Events">In order of position, at most <see cref="EventsMax"/>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Unexplained">What is left of the difference without them, in the unit of the printed figure.</param>
public sealed record Explanation(IReadOnlyList<AdjustingEvent> Events, long Count, PublishedAmount Unexplained)
{
    /// <summary>More are counted and not listed.</summary>
    public const int EventsMax = 100;
}
