using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Tracing;
using Ledger.Domain;

namespace Ledger.Api.Pages.Changes;

/// <summary>
/// <c>/pools/{pool}/changes</c>: what moved in the figures of some months between two points of the log, with the parameters
/// and the rights of the route <c>diff</c>.
/// </summary>
internal static class ChangesPage
{
    private const int EventsPerPage = 50;

    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/changes", Show).IsPage(AccessRight.ReadStatements).WithMetadata(new Noted());

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var (pool, caller) = (view.Pool!.Value, view.Caller!);
        var head = await ledger.NeedEntries(pool, cancellationToken);
        var latest = await new PoolFigures(ledger).Balance(pool, null, null, cancellationToken);
        var model = new ChangesModel(head, latest.AsOf, [.. latest.Funds.Select(fund => fund.Fund)]);
        if (view.Asked("between") is null) return view.Show<ChangesList>(model);

        var (until, first) = DiffRoutes.Cursor(view.Asked("cursor"));
        var query = new DiffQuery(view.Asked("fund"), view.Asked("from") ?? model.FromMonth, view.Asked("to") ?? model.ToMonth,
            view.Asked("between"), view.Asked("and"), null);
        var question = query.Question(caller, until);
        // Whose figures moved, and by which events, is found by going through what was recorded in between: when it is asked for.
        var isLong = await Between(ledger, pool, question, head, cancellationToken) > RequestLimits.TracedPerPage;
        var withEvents = !isLong && caller.May(AccessRight.ReadEvents) && (until is not null || view.Asked("events") is not null);
        var difference = await new DiffFigures(ledger).Of(
            pool, withEvents ? question : question with { WithInstitutions = false }, cancellationToken);
        var answer = withEvents
            ? await DiffRoutes.Page(ledger, difference, caller, first, EventsPerPage, cancellationToken)
            : difference.Answer(null);
        return view.Show<ChangesList>(model with
        {
            Answer = answer with { Events = answer.Events is { } events ? [.. events.Select(difference.Plain)] : null }, IsLong = isLong,
        });
    }

    private static async Task<long> Between(
        LedgerContext ledger, PoolCode pool, DiffQuestion question, long head, CancellationToken cancellationToken) =>
        await question.And.LastIn(ledger, pool, head, cancellationToken) - await question.Between.LastIn(ledger, pool, head, cancellationToken);
}

/// <param name="Head">The last position of the log.</param>
/// <param name="Latest">The pool's latest cash date.</param>
/// <param name="Funds">The funds that are open.</param>
public sealed record ChangesModel(long Head, string Latest, IReadOnlyList<string> Funds)
{
    /// <summary>What moved; null where nothing was asked yet. Its events are null where they were not asked for.</summary>
    public DiffAnswer? Answer { get; init; }

    /// <summary>More was recorded between the two points than a page goes through.</summary>
    public bool IsLong { get; init; }

    /// <summary>The months that are compared where none are named: those of the latest year.</summary>
    internal string FromMonth => $"{Latest[..4]}-01";

    internal string ToMonth => Latest[..7];
}
