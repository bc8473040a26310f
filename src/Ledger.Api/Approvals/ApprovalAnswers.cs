using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Domain.Events;

namespace Ledger.Api.Approvals;

/// <summary>What was sent is not recorded: it waits in a request for the approval of others.</summary>
/// <param name="Position">Where the request stands in the log.</param>
/// <param name="Request">Its number.</param>
/// <param name="Steps">The steps of review, in order, each by another person.</param>
/// <param name="Due">The last day on which it can be decided.</param>
public sealed record WaitingAnswer(
    string Pool, long Position, string Request, string State, IReadOnlyList<string> Steps, string Due)
{
    /// <summary>True where nothing was written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DryRun { get; init; }

    internal static WaitingAnswer Of(PoolCode pool, ApprovalBook request) => new(pool.Text, request.Position,
        request.Request.Text, ApprovalBook.NameOf(request.State), request.Steps, request.Due.Iso());

    internal string Line() => UserLanguage.Say(
        $"nothing is recorded yet: it waits in {Request} until {Due} for {Names(" and ")}; see ./ledger approvals --pool {Pool}",
        $"尚未登记:已提请审批 {Request},期限 {Due},须经{Names("、")};见 ./ledger approvals --pool {Pool}");

    private string Names(string between) =>
        string.Join(between, Steps.Select(step => ApprovalSteps.NameOf(step).In(UserLanguage.IsChinese)));
}

/// <summary>The requests of a pool, the newest first.</summary>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record ApprovalsAnswer(string Pool, IReadOnlyList<ApprovalAnswer> Requests, string? Next);

/// <summary>A request and how far it is.</summary>
/// <param name="State"><c>pending</c>, <c>approved</c>, <c>rejected</c> or <c>expired</c>.</param>
/// <param name="AskedBy">Who asked, and cannot decide.</param>
/// <param name="Next">The step that is to be decided; null where none is.</param>
/// <param name="Due">The last day on which it can be decided.</param>
public sealed record ApprovalAnswer(string Request, long Position, string State, string AskedBy, string Due,
    IReadOnlyList<string> Steps, string? Next, IReadOnlyList<string> DecidedBy)
{
    internal static ApprovalAnswer Of(ApprovalBook request) => new(request.Request.Text, request.Position,
        ApprovalBook.NameOf(request.State), request.By, request.Due.Iso(), request.Steps, request.NextStep,
        [.. request.Decided.Select(step => step.By)]);
}

/// <summary>A request with all that was said of it.</summary>
/// <param name="Rule">The rule that wants it approved.</param>
/// <param name="Entries">What will be recorded with the last approval, in order.</param>
public sealed record ApprovalDetailAnswer(string Pool, ApprovalAnswer Approval, string? Rule,
    IReadOnlyList<HeldEntryAnswer> Entries, IReadOnlyList<DecisionAnswer> Decisions);

/// <param name="Data">The entry, as the log would have it.</param>
public sealed record HeldEntryAnswer(string Kind, JsonNode? Data)
{
    internal static HeldEntryAnswer Of(FundEvent entry) =>
        new(EventTypes.NameOf(entry), JsonNode.Parse(EventJson.Write(entry)));
}

/// <param name="Position">Where the decision stands in the log.</param>
/// <param name="Decision"><c>approved</c> or <c>rejected</c>.</param>
/// <param name="Recorded">The instant of it.</param>
public sealed record DecisionAnswer(long Position, string Step, string Decision, string By, string? Reason, string Recorded)
{
    internal static DecisionAnswer Of(ApprovalDecided decided, EventAnswer recorded) => new(
        recorded.Position, decided.Step, decided.Category!, decided.By, decided.Reason, recorded.Recorded);
}

/// <summary>What a decision did.</summary>
/// <param name="Position">Where the decision stands in the log.</param>
/// <param name="State">Of the request, with it.</param>
/// <param name="Recorded">The positions of the entries that were recorded with it; empty before the last step.</param>
public sealed record DecidedAnswer(
    string Pool, long Position, string Request, string State, string? Next, IReadOnlyList<long> Recorded)
{
    /// <summary>True where nothing was written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DryRun { get; init; }
}
