using Ledger.Api.CommandLine;
using Ledger.Projections.Following;

namespace Ledger.Api.Figures;

/// <summary>
/// Figures lack an event that the program could not take: they are refused, since a reader would take them for whole.
/// Over HTTP it is a 503.
/// </summary>
public sealed class FiguresIncompleteError(FollowedSubject subject, ParkedEvent first, long events)
    : UserError(Line(subject, first, events), ExitCodes.Finding)
{
    private static string Line(FollowedSubject subject, ParkedEvent first, long events) => UserLanguage.Say(
        $"the figures of {(subject == FollowedSubject.Persons ? "persons" : "institutions")} in pool {first.Pool} lack event "
            + $"{first.Position}{(events > 1 ? $" and {events - 1} more" : "")}, which could not be taken ({first.Reason}); "
            + "none are given until it is: see ./ledger doctor",
        $"统筹区 {first.Pool} 的{(subject == FollowedSubject.Persons ? "参保人" : "机构")}数据缺少第 {first.Position} 号事件"
            + $"{(events > 1 ? $"等 {events} 个事件" : "")}, 该事件未能计入 ({first.Reason}); 计入之前不予给出: 参见 ./ledger doctor");
}
