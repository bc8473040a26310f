using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Log;

/// <summary>
/// <c>/pools/{pool}/log</c>: the events of the pool, the newest first, a page at a time from any position or instant, and
/// those that are looked for.
/// </summary>
internal static class LogPage
{
    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/log", Show).IsPage(AccessRight.ReadEvents).WithMetadata(new Noted());

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var (pool, question) = (view.Pool!.Value, LogQuestion.Of(view));
        var head = await ledger.NeedEntries(pool, cancellationToken);
        var known = await view.Known.LastIn(ledger, pool, head, cancellationToken);
        var last = await RequestText.Point("to", view.Asked("to")).LastIn(ledger, pool, known, cancellationToken);
        var first = await LogQuestion.FirstOf(ledger, pool, view.Asked("from"), cancellationToken);
        var at = await RequestText.Point("at", view.Asked("at")).PositionIn(ledger, pool, cancellationToken);
        var figures = await LogFigures.Of(ledger, pool, question, (first, last), at,
            RequestText.Number("after", view.Asked("after")), cancellationToken);
        return view.Show<LogList>(new LogModel(question, figures, [.. ledger.Funds.All.Select(fund => fund.Slug.Text)], head));
    }
}

/// <param name="Funds">The funds that can be chosen.</param>
/// <param name="LogHead">The last position of the log, whatever is meant.</param>
public sealed record LogModel(LogQuestion Asked, LogFigures Figures, IReadOnlyList<string> Funds, long LogHead);
