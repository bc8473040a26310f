using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Log;

/// <summary><c>/pools/{pool}/log/{position}</c>: an event as it is stored, what it does, and its proof, checked.</summary>
internal static class EventPage
{
    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/log/{position}", Show).IsPage(AccessRight.ReadEvents).WithMetadata(new Noted());

    private static async Task<IResult> Show(string position, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var (pool, number) = (view.Pool!.Value, RequestText.Number("position", position)!.Value);
        var head = await ledger.NeedEntries(pool, cancellationToken);
        return view.Show<LogEvent>(await EventFigures.Of(ledger, pool, number, head, cancellationToken)
            ?? throw new NotThereError(UserLanguage.Say($"position {number}: there are 1 to {head}", $"位置 {number}:范围为 1 至 {head}")));
    }
}
