using Ledger.Domain.Approvals;

namespace Ledger.Projections.PoolBooks;

/// <summary>Which requests for approval are meant.</summary>
/// <param name="States">Only those in one of these states.</param>
public sealed record ApprovalFilter(params IReadOnlyList<ApprovalState> States)
{
    public static readonly ApprovalFilter All = new(Enum.GetValues<ApprovalState>());

    /// <summary>Those that nobody can decide any more.</summary>
    public static readonly ApprovalFilter Over = new([.. All.States.Where(state => state != ApprovalState.Pending)]);

    /// <summary>Only those that this person asked for; null for everyone's.</summary>
    public string? AskedBy { get; init; }

    /// <summary>Only those of which this person may say something: not their own, and none that they decided a step of.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Those that wait for a person (<see cref="ApprovalBook.WaitsFor"/>).</summary>
    public static ApprovalFilter For(string person) => new(ApprovalState.Pending) { WaitsFor = person };
}
