namespace Ledger.Domain.Publications;

/// <summary>Which rule a figure was held against.</summary>
public enum TieOutCheck
{
    /// <summary>
    /// Parts sum to their parent; of-which lines do not exceed it; both columns come to the total.
    /// </summary>
    Parts,

    /// <summary>income.total less expenditure.total.</summary>
    Surplus,

    /// <summary>opening, opening.adjusted and surplus.</summary>
    Closing,

    /// <summary>The opening is the one that the publication before it printed, or closed with.</summary>
    OpeningMoved,

    /// <summary>Some policy of payment capacity reproduces the printed months.</summary>
    Months,

    /// <summary>The ledger's statement of that fund and period has the same figure.</summary>
    Ledger,
}

/// <summary>How bad a difference is.</summary>
public enum FindingClass
{
    /// <summary>The rounding of the printed figures can explain it.</summary>
    Rounding,

    /// <summary>Rounding cannot explain it.</summary>
    Mismatch,
}

/// <summary>
/// A printed figure that differs from what other figures make it. The difference is printed less computed,
/// exact; all three are in the unit of the printed figure.
/// </summary>
public sealed record Finding(
    string Publication, string Fund, TieOutCheck Check, string Line,
    PublishedAmount Printed, PublishedAmount Computed, PublishedAmount Difference, FindingClass Class)
{
    /// <summary>The pool of its table, as it is printed.</summary>
    public string Pool { get; init; } = "";

    /// <summary>The events behind it, where a ledger was asked and knows any.</summary>
    public Explanation? Explanation { get; init; }
}

/// <summary>
/// A printed months figure that could be recomputed, and the policies that reproduce it, by id.
/// </summary>
public sealed record MonthsAnswer(
    string Publication, string Fund, PublishedAmount Printed, IReadOnlyList<string> Policies);

/// <summary>A line that nothing could be held against, and why, in words.</summary>
public sealed record NotChecked(string Publication, string Fund, string Line, string Reason);

/// <summary>What tie-out found, each list in the order of the rows.</summary>
public sealed record TieOutResult(
    IReadOnlyList<Finding> Findings, IReadOnlyList<MonthsAnswer> Months, IReadOnlyList<NotChecked> NotChecked)
{
    /// <summary>What was held against a ledger; null where none was asked.</summary>
    public LedgerAnswer? Ledger { get; init; }

    public bool HasMismatch => Findings.Any(finding => finding.Class == FindingClass.Mismatch);
}
