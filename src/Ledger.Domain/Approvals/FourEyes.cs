using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Domain.Approvals;

/// <summary>Who sends entries, and on which day in Asia/Shanghai.</summary>
public sealed record Sender(string Name, LocalDate Day);

/// <summary>Puts entries that need approval into a request. Pure.</summary>
internal static class FourEyes
{
    /// <summary>The request that stands for the entries until it is decided.</summary>
    /// <param name="rows">The entries as sent.</param>
    /// <param name="rule">Why they wait.</param>
    /// <param name="sender">Who asks.</param>
    /// <param name="position">Where it will be recorded; its number follows from it.</param>
    internal static ApprovalRequested Request(
        IReadOnlyList<FundEvent> rows, ApprovalRule rule, Sender sender, long position) => new()
        {
            Document = DocumentId.Of($"approval-{position}"),
            CashDate = sender.Day,
            DueDate = sender.Day.PlusDays(rule.Days),
            Held = rows,
            Steps = rule.Steps,
            By = sender.Name,
            Rule = new(rule.Id),
        };

    /// <summary>A request that waits and holds some of these entries; null where none does.</summary>
    internal static ApprovalRequested? Waiting(IReadOnlyList<FundEvent> rows, Books books) =>
        books.Requests.FirstOrDefault(request => books.Approval(request.Document)?.State == ApprovalState.Pending
            && request.Held.Any(held => rows.Any(row => row.Document == held.Document && row.GetType() == held.GetType())));

    /// <summary>Whether the request holds just these entries.</summary>
    internal static bool Holds(ApprovalRequested request, IReadOnlyList<FundEvent> rows) => request.Held.SequenceEqual(rows);

    /// <summary>The entries of a request as they are recorded: each says under which it was approved.</summary>
    internal static IReadOnlyList<FundEvent> Released(ApprovalRequested request) =>
        [.. request.Held.Select(held => held with { Approval = request.Document })];
}
