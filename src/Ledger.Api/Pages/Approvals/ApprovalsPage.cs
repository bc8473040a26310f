using Ledger.Api.Approvals;
using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Periods;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Projections.PoolBooks;

namespace Ledger.Api.Pages.Approvals;

/// <summary>
/// <c>/pools/{pool}/approvals</c>: what waits for the reader, what the reader asked for, and what was decided; and a request
/// with its decision as a form.
/// </summary>
internal static class ApprovalsPage
{
    /// <summary>Requests of a page; what each holds is read from the log.</summary>
    private const int PerPage = 25;

    internal static void Map(IEndpointRouteBuilder pool)
    {
        pool.MapGet("/approvals", List).IsPage(AccessRight.ReadEvents).WithMetadata(new Noted());
        pool.MapGet("/approvals/{id}", Show).IsPage(AccessRight.ReadEvents).WithMetadata(new Noted());
        pool.MapPost("/approvals/{id}", Decide).IsPage(AccessRight.Approve).TakesForm();
    }

    private static async Task<IResult> List(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var lists = ApprovalList.For(view);
        var list = lists.FirstOrDefault(one => one.Name == view.Asked("show")) ?? lists[0];
        var (requests, next) = await new ApprovalDesk(ledger, view.Pool!.Value).Page(
            list.Filter, RequestText.Number("cursor", view.Asked("cursor")), PerPage, cancellationToken);
        return view.Show<ApprovalRequests>(new ApprovalRequestsModel(lists, list, requests, next));
    }

    private static Task<IResult> Show(string id, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken) =>
        Page(new PageView(http, ledger), ledger, RequestText.Code<DocumentId>("id", id), reason: "", refused: null, cancellationToken);

    private static async Task<IResult> Decide(string id, HttpContext http, LedgerContext ledger, PoolWriters writers)
    {
        var view = new PageView(http, ledger);
        var request = RequestText.Code<DocumentId>("id", id);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var reason = ((string?)form["reason"] ?? "").Trim();
        try
        {
            var approves = ApprovesBy(form["decision"]);
            if ((reason.Length > 0 || !approves) && ReasonOption.ProblemOf(reason) is { } problem)
                throw new UserError(UserLanguage.Say($"The reason {problem.English}", $"原因{problem.Chinese}"));
            await new ApprovalDesk(ledger, view.Pool!.Value).Decide(writers, request, approves, view.Caller!.Name,
                reason.Length > 0 ? reason : null, http.RequestAborted);
        }
        catch (UserError refused) when (refused is not NotThereError)
        {
            // What was written stays in the form, beside the line that says why it was not taken.
            return await Page(view, ledger, request, reason, refused.Message, http.RequestAborted);
        }
        return Results.Redirect(view.To($"approvals/{request}"));
    }

    private static async Task<IResult> Page(PageView view, LedgerContext ledger, DocumentId request, string reason, string? refused,
        CancellationToken cancellationToken)
    {
        var file = await new ApprovalDesk(ledger, view.Pool!.Value).File(request, cancellationToken);
        return view.Show<ApprovalRequest>(new ApprovalRequestModel(file, reason, refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static bool ApprovesBy(string? decision) => decision switch
    {
        "approve" => true,
        "reject" => false,
        _ => throw new UserError(UserLanguage.Say("Say whether you approve it or reject it.", "请选择通过或驳回。")),
    };
}

/// <summary>A list of requests that the page has.</summary>
/// <param name="Name">In the query.</param>
/// <param name="Title">In the reader's language.</param>
/// <param name="Filter">Which are in it.</param>
/// <param name="None">What it says when there is none.</param>
public sealed record ApprovalList(string Name, string Title, ApprovalFilter Filter, string None)
{
    /// <summary>Those that concern the reader, the most pressing first.</summary>
    internal static IReadOnlyList<ApprovalList> For(PageView view)
    {
        var person = view.Caller!.Name;
        var lists = new List<ApprovalList>();
        if (view.May(AccessRight.Approve))
        {
            lists.Add(new("me", UserLanguage.Say("Wait for me", "待我审批"), ApprovalFilter.For(person),
                UserLanguage.Say("Nothing waits for you.", "没有待您审批的申请。")));
        }
        if (view.May(AccessRight.Record))
        {
            lists.Add(new("mine", UserLanguage.Say("Asked for by me", "我提请的"), ApprovalFilter.All with { AskedBy = person },
                UserLanguage.Say("You asked for nothing.", "您没有提请过审批。")));
        }
        lists.Add(new("pending", UserLanguage.Say("All that wait", "全部待审批"), new(ApprovalState.Pending),
            UserLanguage.Say("Nothing waits.", "没有待审批的申请。")));
        lists.Add(new("over", UserLanguage.Say("Decided", "已办结"), ApprovalFilter.Over,
            UserLanguage.Say("Nothing was decided yet.", "尚无已办结的申请。")));
        return lists;
    }
}

/// <param name="Lists">All that the reader has.</param>
/// <param name="List">The one that is shown.</param>
/// <param name="Next">The position before which the next page begins; null at the end.</param>
public sealed record ApprovalRequestsModel(
    IReadOnlyList<ApprovalList> Lists, ApprovalList List, IReadOnlyList<ApprovalFile> Requests, long? Next);

/// <param name="Reason">What the reader wrote, where it was not taken.</param>
/// <param name="Refused">Why not; null at first.</param>
public sealed record ApprovalRequestModel(ApprovalFile File, string Reason, string? Refused);
