using Ledger.Domain.Events;

namespace Ledger.Domain.Approvals;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>
/// Entries that a rule wants approved were sent, and wait. Nothing of them is in the books. It lapses after its due
/// date, a day in Asia/Shanghai.
/// </summary>
public sealed record ApprovalRequested : FundEvent
{
    /// <summary>The entries as their sender gave them; they stand or fall together.</summary>
    public IReadOnlyList<FundEvent> Held { get; init; } = [];

    /// <summary>The steps to go through, in order, of <see cref="ApprovalSteps.All"/>.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Who asked, as the log names who records.</summary>
    public string By { get; init; } = "";

    public bool Equals(ApprovalRequested? other) => base.Equals(other) && By == other.By
        && Steps.SequenceEqual(other.Steps, StringComparer.Ordinal) && Held.SequenceEqual(other.Held);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), By, Held.Count);
}

/// <summary>
/// Somebody decided a step of a request, which <c>Original</c> names. With the last approval the entries are recorded,
/// in the same transaction.
/// </summary>
public sealed record ApprovalDecided : FundEvent
{
    public const string Approved = "approved";
    public const string Rejected = "rejected";

    /// <summary>Filled by the decision: which step it was.</summary>
    public string Step { get; init; } = "";

    /// <summary>Who decided, as the log names who records.</summary>
    public string By { get; init; } = "";

    internal bool Approves => Category == Approved;
}

/// <summary>A request, which <c>Original</c> names, was not decided in time.</summary>
public sealed record ApprovalExpired : FundEvent;
