namespace Ledger.Domain.Reconciling;

/// <summary>What made lines of the two sides one.</summary>
public enum MatchedBy
{
    /// <summary>They name the same document or voucher, and the amounts agree.</summary>
    Document,

    /// <summary>The amount, within the window of days.</summary>
    AmountAndDate,

    /// <summary>One line here or there is the sum of several on the other side.</summary>
    OneToMany,
}

/// <summary>How the two sides differ.</summary>
public enum DifferenceKind
{
    /// <summary>The other side has it, the ledger does not.</summary>
    MissingHere,

    /// <summary>The ledger has it, the other side does not.</summary>
    MissingThere,

    /// <summary>The same document, another amount.</summary>
    Amount,

    /// <summary>The same document and amount, further apart than the window.</summary>
    Date,

    /// <summary>The same total, divided otherwise among lines, funds or accounts (分账差异).</summary>
    Split,
}

/// <summary>Lines of the two sides that are the same money; one of the lists has one line.</summary>
public sealed record Match(MatchedBy By, IReadOnlyList<ReconciledLine> Here, IReadOnlyList<ReconciledLine> There);

/// <summary>Lines that do not agree; a missing one has only one side.</summary>
public sealed record Difference(
    DifferenceKind Kind, IReadOnlyList<ReconciledLine> Here, IReadOnlyList<ReconciledLine> There)
{
    /// <summary>What the other side has more than the ledger; zero where only a date or a division differs.</summary>
    public Money Amount => ReconciledLine.Sum(There) - ReconciledLine.Sum(Here);

    internal IEnumerable<ReconciledLine> Lines => There.Concat(Here);
}

/// <summary>The two sides beside each other: each line is in one match, in one difference, or beyond the span.</summary>
/// <param name="BeyondHere">Lines of the margin that nothing in the span asked for.</param>
public sealed record Reconciliation(IReadOnlyList<Match> Matches, IReadOnlyList<Difference> Differences,
    IReadOnlyList<ReconciledLine> BeyondHere, IReadOnlyList<ReconciledLine> BeyondThere);
