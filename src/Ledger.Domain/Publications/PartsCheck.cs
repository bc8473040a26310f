namespace Ledger.Domain.Publications;

/// <summary>Parts sum to their parent, of-which lines stay within it, both columns meet the total.</summary>
internal static class PartsCheck
{
    public static IEnumerable<Comparison> Of(PublishedTable table) =>
        table.Amounts
            .Where(row => PublishedLine.ParentOf(row.Line) is not null)
            // By prefix, not by parent: income.premium and income.total.pooled both break down income.total,
            // each in its own way.
            .GroupBy(row => PublishedLine.PrefixOf(row.Line)!)
            .SelectMany(siblings => OfSiblings(table, [.. siblings]))
            .Concat(OfTotal(table));

    private static IEnumerable<Comparison> OfSiblings(
        PublishedTable table, IReadOnlyList<PublicationRow> siblings)
    {
        var parts = siblings.Where(row => row.Relation == LineRelation.Part).ToList();
        var subtotal = parts.SingleOrDefault(row => PublishedLine.IsSubtotal(row.Line));
        var below = parts.Where(row => PublishedLine.IsBelowSubtotal(row.Line)).ToList();
        var covered = parts
            .Where(row => row != subtotal && !PublishedLine.IsBelowSubtotal(row.Line))
            .ToList();

        if (subtotal is not null && covered.Count > 0)
            yield return Parts(table, subtotal, Figure.Sum(covered));

        var parent = table.RowOf(PublishedLine.ParentOf(siblings[0].Line)!);
        if (parent is null) yield break;

        // A subtotal stands in for its lines only where they are not printed.
        if (covered.Count == 0 && subtotal is not null) covered = [subtotal];
        var summands = covered.Concat(below).ToList();
        if (summands.Count > 0) yield return Parts(table, parent, Figure.Sum(summands));

        var ofWhich = siblings.Where(row => row.Relation == LineRelation.OfWhich).ToList();
        if (ofWhich.Count > 0 && Bounds(parent, ofWhich))
            yield return Parts(table, parent, Figure.Sum(ofWhich)) with { MayFallShort = true };
    }

    /// <summary>
    /// Whether a parent limits its of-which lines. A surplus does not (one half may earn more than both), nor
    /// does anything that negative figures went into.
    /// </summary>
    private static bool Bounds(PublicationRow parent, IReadOnlyList<PublicationRow> ofWhich) =>
        parent.Line != PublishedLine.Surplus && parent.Amount.LastDigits.Sign >= 0
        && ofWhich.All(row => row.Amount.LastDigits.Sign >= 0);

    private static IEnumerable<Comparison> OfTotal(PublishedTable table)
    {
        if (table.RowOf(PublishedLine.Total) is not { } total) yield break;
        var (opening, adjusted, income) =
            (table[PublishedLine.Opening], table[PublishedLine.Adjusted], table[PublishedLine.IncomeTotal]);
        if (opening is not null && income is not null)
        {
            var left = adjusted is null ? opening : opening + adjusted;
            yield return Parts(table, total, left + income);
        }

        var (expenditure, closing) = (table[PublishedLine.ExpenditureTotal], table[PublishedLine.Closing]);
        if (expenditure is not null && closing is not null)
            yield return Parts(table, total, expenditure + closing);
    }

    private static Comparison Parts(PublishedTable table, PublicationRow parent, Figure computed) =>
        new(table, TieOutCheck.Parts, parent.Line, Figure.Of(parent), computed);
}
