using Ledger.Api.CommandLine;
using Ledger.Api.Periods;
using Ledger.Api.Reconciling;
using Ledger.Domain;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>What a form says is to be recorded of a reconciliation.</summary>
/// <param name="Do">One of the four below, if the form is ours.</param>
/// <param name="Source">The only source that it is of.</param>
/// <param name="Difference">Its name; empty for a signature.</param>
public sealed record DecisionForm(string Do, string Source, string Difference, string Party, string Assignee, string Reason)
{
    internal const string Sign = "sign";
    internal const string Assign = "assign";
    internal const string Close = "close";
    internal const string Reopen = "reopen";

    internal static DecisionForm Of(IFormCollection form)
    {
        return new(Text("do"), Text("source"), Text("difference"), Text("party"), Text("assignee"), Text("reason"));

        string Text(string name) => ((string?)form[name] ?? "").Trim();
    }

    /// <param name="evidence">SHA-256 of the signed paper that came with it.</param>
    /// <exception cref="UserError">Something is missing or malformed.</exception>
    internal ReconcileAction Action(string? evidence)
    {
        if (!SourceFiles.All.Contains(Source)) throw NotOurs();
        var reason = Reason.Length > 0 || Do is Close or Reopen ? Checked(Reason, new("The reason", "原因")) : null;
        return Do switch
        {
            Sign => ReconcileAction.None with
            {
                Sign = ReconcileAction.Parties.Contains(Party) ? Party : throw NotOurs(), Reason = reason, Evidence = evidence,
            },
            Assign => ReconcileAction.None with
            {
                Assign = Difference, Assignee = Checked(Assignee, new("Assigned to", "责任人")), Reason = reason,
            },
            Close => ReconcileAction.None with { Close = Difference, Reason = reason },
            Reopen => ReconcileAction.None with { Reopen = Difference, Reason = reason },
            _ => throw NotOurs(),
        };
    }

    private static string Checked(string text, Wording name) => ReasonOption.ProblemOf(text) is { } problem
        ? throw new UserError(UserLanguage.Say($"{name.English} {problem.English}", $"{name.Chinese}{problem.Chinese}"))
        : text;

    private static UserError NotOurs() => new(UserLanguage.Say("Say what is to be recorded.", "请选择要登记的内容。"));
}
