namespace Ledger.Domain.Reconciling;

/// <summary>
/// Finds which lines of the ledger and of another's statement are the same money (docs/adr/0042): by document; then by
/// amount, nearest in date first; then one against the sum of several. Pure; the order of the lines does not matter, and
/// every step is linear in them or has a limit.
/// </summary>
public static class LineMatching
{
    /// <param name="here">Lines of the ledger, those of the margin around the span too.</param>
    /// <param name="there">Lines of the other side.</param>
    /// <param name="span">The days that are reconciled, and the window.</param>
    public static Reconciliation Match(
        IEnumerable<ReconciledLine> here, IEnumerable<ReconciledLine> there, ReconciledSpan span)
    {
        var found = new Findings();
        var open = DocumentGroups.Settle([.. here], [.. there], span, found);
        open = NearestPairs.Take(open, span.WindowDays, (mine, theirs) =>
            found.Add(new Match(MatchedBy.AmountAndDate, [mine], [theirs])));
        open = SumGroups.Settle(open, span.WindowDays, found);
        return Finish(SumSearch.Settle(open, span, found), span, found);
    }

    /// <summary>
    /// The same where every line of the other side names what it is, and what the ledger does not know by that name is
    /// missing, whatever its amount: settlements by their numbers, totals by their days.
    /// </summary>
    public static Reconciliation MatchDocuments(
        IEnumerable<ReconciledLine> here, IEnumerable<ReconciledLine> there, ReconciledSpan span)
    {
        var found = new Findings();
        return Finish(DocumentGroups.Settle([.. here], [.. there], span, found), span, found);
    }

    private static Reconciliation Finish(OpenLines open, ReconciledSpan span, Findings found)
    {
        foreach (var line in open.Here) found.Add(new Difference(DifferenceKind.MissingThere, [line], []));
        foreach (var line in open.There) found.Add(new Difference(DifferenceKind.MissingHere, [], [line]));
        return found.Within(span);
    }
}

/// <summary>Lines of both sides that have found nothing yet.</summary>
internal readonly record struct OpenLines(IReadOnlyList<ReconciledLine> Here, IReadOnlyList<ReconciledLine> There)
{
    /// <summary>The same with the sides exchanged.</summary>
    internal OpenLines Turned => new(There, Here);
}
