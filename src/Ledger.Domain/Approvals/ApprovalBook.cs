using NodaTime;

namespace Ledger.Domain.Approvals;

/// <summary>What became of a request.</summary>
public enum ApprovalState
{
    /// <summary>Some step is not decided yet.</summary>
    Pending,

    /// <summary>Every step was approved: its entries are recorded.</summary>
    Approved,

    /// <summary>Somebody said no.</summary>
    Rejected,

    /// <summary>It was not decided in time.</summary>
    Expired,
}

/// <summary>A step that somebody decided.</summary>
public sealed record DecidedStep(string By, bool Approves, long Position);

/// <summary>A request for approval, and how far it is.</summary>
/// <param name="Request">Its number, by which decisions name it.</param>
/// <param name="Position">Where it was recorded.</param>
/// <param name="By">Who asked.</param>
/// <param name="Due">The last day on which it can be decided.</param>
/// <param name="Steps">What is to be gone through, in order.</param>
/// <param name="Decided">What was, in order.</param>
public sealed record ApprovalBook(DocumentId Request, long Position, string By, LocalDate Due, ApprovalState State,
    IReadOnlyList<string> Steps, IReadOnlyList<DecidedStep> Decided)
{
    /// <summary>The step that is to be decided next; null where none is.</summary>
    public string? NextStep => State == ApprovalState.Pending ? Steps[Decided.Count] : null;

    /// <summary>Whether one more approval is all that is missing.</summary>
    internal bool IsAtLastStep => State == ApprovalState.Pending && Decided.Count == Steps.Count - 1;

    internal bool IsOverdueOn(LocalDate day) => State == ApprovalState.Pending && day > Due;

    /// <summary>Whether it waits for the word of a person: nobody decides their own, or two steps of one.</summary>
    public bool WaitsFor(string person) => State == ApprovalState.Pending && person != By && WordOf(person) is null;

    /// <summary>What a person said of it; null where nothing.</summary>
    internal DecidedStep? WordOf(string person) => Decided.FirstOrDefault(step => step.By == person);

    public static string NameOf(ApprovalState state) => state.ToString().ToLowerInvariant();

    internal static ApprovalBook Of(ApprovalRequested request, long position) => new(
        request.Document, position, request.By, request.DueDate!.Value, ApprovalState.Pending, request.Steps, []);

    internal ApprovalBook After(ApprovalDecided decided, long position) => this with
    {
        State = !decided.Approves ? ApprovalState.Rejected : IsAtLastStep ? ApprovalState.Approved : ApprovalState.Pending,
        Decided = [.. Decided, new(decided.By, decided.Approves, position)],
    };
}
