using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain.Approvals;
using Spectre.Console;

namespace Ledger.Api.Approvals;

/// <summary><c>./ledger approvals --pool P</c>: what waits for approval, and what became of what did.</summary>
public static class ApprovalsVerb
{
    private const string Every = "all";

    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var state = new Option<string>("--state")
        {
            Description = "pending (default), approved, rejected, expired or all",
            DefaultValueFactory = _ => ApprovalBook.NameOf(ApprovalState.Pending),
        };
        state.AcceptOnlyFromAmong([.. Enum.GetValues<ApprovalState>().Select(ApprovalBook.NameOf), Every]);
        var request = CommonOptions.Request("One request, with what it holds and what was decided");
        var json = JsonOutput.CreateOption();
        var verb = new Command("approvals", "What waits for the approval of others") { pool, state, request, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var code = result.GetValue(pool);
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var desk = new ApprovalDesk(ledger, code);
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(request) is { } number)
            {
                await ledger.NoteAccess(code, "approvals", number.Text, cancellationToken);
                var detail = await desk.Show(number, cancellationToken);
                if (result.GetValue(json)) result.WriteJson(detail);
                else Print(output, detail);
                return;
            }
            var answer = await desk.List(StateOf(result.GetValue(state)!), before: null, cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(output, answer);
        });
        return verb.WithExample("./ledger approvals --pool 330825");
    }

    /// <summary>The state of that name; null for all of them.</summary>
    internal static ApprovalState? StateOf(string name) =>
        name == Every ? null : Enum.Parse<ApprovalState>(name, ignoreCase: true);

    private static void Print(TextWriter output, ApprovalsAnswer answer)
    {
        var table = PlainConsole.Table("request", "position", "state", "asked by", "due", "next step", "decided by");
        foreach (var one in answer.Requests)
        {
            table.AddRow(new Text(one.Request), new Text($"{one.Position}"), new Text(one.State),
                new Text(PlainLine.Of(one.AskedBy)), new Text(one.Due), new Text(one.Next ?? ""),
                new Text(PlainLine.Of(string.Join(", ", one.DecidedBy))));
        }
        PlainConsole.On(output).WriteSection($"Requests for approval, pool {answer.Pool}", table);
        if (answer.Next is not null) output.WriteLine($"only the newest {answer.Requests.Count} are shown");
    }

    private static void Print(TextWriter output, ApprovalDetailAnswer answer)
    {
        var approval = answer.Approval;
        output.WriteLine($"{approval.Request}: {approval.State}, asked by {PlainLine.Of(approval.AskedBy)} (rule {answer.Rule}), due {approval.Due}");
        foreach (var entry in answer.Entries) output.WriteLine($"holds {entry.Kind} {entry.Data?.ToJsonString(JsonOutput.OneLine)}");
        foreach (var decided in answer.Decisions)
        {
            output.WriteLine($"{decided.Decision} ({decided.Step}) by {PlainLine.Of(decided.By)} at {decided.Recorded}, "
                + $"position {decided.Position}{(decided.Reason is { } reason ? $": {PlainLine.Of(reason)}" : "")}");
        }
        if (approval.Next is { } next) output.WriteLine($"next: {next}");
    }
}
