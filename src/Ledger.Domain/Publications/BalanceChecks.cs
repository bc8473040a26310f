using NodaTime;

namespace Ledger.Domain.Publications;

/// <summary>What a table's balances owe to its flows, and to the table before it.</summary>
internal static class BalanceChecks
{
    public static IEnumerable<Comparison> Of(PublishedTable table)
    {
        if (table[PublishedLine.Surplus] is { } surplus && table.Flows is { } flows)
            yield return new(table, TieOutCheck.Surplus, PublishedLine.Surplus, surplus, flows);
        if (table[PublishedLine.Closing] is { } closing && table.ClosingComputed is { } computed)
            yield return new(table, TieOutCheck.Closing, PublishedLine.Closing, closing, computed);
    }

    /// <summary>
    /// Holds the opening of a table against the one before it: two tables that count from the same day open
    /// with the same balance; one that starts where the other ends opens with its closing; any other two say
    /// nothing of each other.
    /// </summary>
    public static IEnumerable<Comparison> OpeningMoved(PublishedTable earlier, PublishedTable later)
    {
        var expected = later.From == earlier.From ? earlier.Opening
            : later.From == earlier.To + Period.FromDays(1) ? earlier[PublishedLine.Closing]
            : null;
        if (expected is not null && later.Opening is { } opening)
            yield return new(later, TieOutCheck.OpeningMoved, PublishedLine.Opening, opening, expected);
    }
}
