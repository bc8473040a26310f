using Ledger.Domain.Approvals;
using Ledger.Domain.Events;

namespace Ledger.Domain.Deciding;

/// <summary>The answer to one entry: the event to record, with what the decision knows of it, or the refusal.</summary>
public readonly record struct Decision
{
    private Decision(FundEvent? accepted, Refusal? refused)
    {
        Accepted = accepted;
        Refused = refused;
    }

    public FundEvent? Accepted { get; }

    public Refusal? Refused { get; }

    public static implicit operator Decision(FundEvent accepted) => new(accepted, null);

    public static implicit operator Decision(Refusal refused) => new(null, refused);

    public static Decision FromFundEvent(FundEvent accepted) => accepted;

    public static Decision FromRefusal(Refusal refused) => refused;
}

/// <summary>An entry of a submission that was refused: which row, which column, why, in the user's words.</summary>
public sealed record RefusedEntry(int Index, Refusal Refusal, string Column, Wording Explanation);

/// <summary>The answer to rows that stand or fall together (a voucher, a settlement of several funds, one row).</summary>
public sealed record SubmissionDecision
{
    /// <summary>The events to append, in order; empty when refused or repeated.</summary>
    public IReadOnlyList<FundEvent> Accepted { get; init; } = [];

    /// <summary>The position of the first of them; null where there is none.</summary>
    public long? FirstPosition { get; init; }

    /// <summary>Funds that these events leave below zero, where the pool's rule only flags it.</summary>
    public IReadOnlyList<FundCode> Overdrawn { get; init; } = [];

    /// <summary>The request in which the rows wait, or that they decided; null where nobody had to approve.</summary>
    public ApprovalBook? Approval { get; init; }

    /// <summary>The rows are not in the books: they wait for the approval of others.</summary>
    public bool IsWaiting => Approval?.State == ApprovalState.Pending && !Accepted.Any(entry => entry is ApprovalDecided);

    /// <summary>The first position of the recorded original, when all of it was recorded before.</summary>
    public long? RepeatOf { get; init; }

    public IReadOnlyList<RefusedEntry> Refused { get; init; } = [];
}
