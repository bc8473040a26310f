using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Api.Pages.Frame;
using Ledger.Domain;

namespace Ledger.Api.Pages.Ageing;

/// <summary>
/// <c>/pools/{pool}/chains/{document}</c>: what became of a document, from advance to settlement to recovery. Who types one
/// comes by <c>chains?document=</c>, which leads there.
/// </summary>
internal static class ChainPage
{
    internal static void Map(IEndpointRouteBuilder pool)
    {
        pool.MapGet("/chains", Find).IsPage(AccessRight.ReadInstitutions).WithMetadata(new Noted());
        pool.MapGet("/chains/{**id}", Show).IsPage(AccessRight.ReadInstitutions).WithMetadata(new Noted());
    }

    /// <summary>The path of a document's chain below the pool. A document may have slashes.</summary>
    internal static string PathOf(string document) => $"chains/{string.Join('/', document.Split('/').Select(Uri.EscapeDataString))}";

    private static IResult Find(HttpContext http, LedgerContext ledger)
    {
        var view = new PageView(http, ledger);
        return Results.Redirect(view.To(view.Asked("document")?.Trim() is { Length: > 0 } document ? PathOf(document) : "outstanding"));
    }

    private static async Task<IResult> Show(string id, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        return view.Show<ChainView>(await new ChainFigures(ledger, view.Known)
            .Of(view.Pool!.Value, RequestText.Code<DocumentId>("document", id), cancellationToken));
    }
}
