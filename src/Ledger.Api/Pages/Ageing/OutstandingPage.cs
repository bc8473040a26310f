using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Pages.Parts;
using Ledger.Domain;
using Ledger.Domain.Ageing;

namespace Ledger.Api.Pages.Ageing;

/// <summary><c>/pools/{pool}/outstanding</c>: what is owed, advanced, withheld and to be given back, and how old it is (账龄).</summary>
internal static class OutstandingPage
{
    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/outstanding", Show).IsPage(AccessRight.ReadInstitutions).WithMetadata(new Noted());

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        return view.Show<OutstandingView>(await OutstandingFigures.Of(ledger, view, cancellationToken));
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Buckets">The names of the ages, in order.</param>
/// <param name="Kinds">A sum of each kind, whoever holds it.</param>
/// <param name="Shown">The rows of this page of the list.</param>
/// <param name="Beginnings">The advances and orders of the institution that was asked for; null where none was.</param>
public sealed record OutstandingFigures(AgesAnswer Ages, IReadOnlyList<string> Buckets, string? Kind, InstitutionCode? Institution,
    IReadOnlyList<OutstandingAgeAnswer> Kinds, ListPage<OutstandingAgeAnswer> Shown, IReadOnlyList<ChainEventAnswer>? Beginnings)
{
    internal static async Task<OutstandingFigures> Of(LedgerContext ledger, PageView view, CancellationToken cancellationToken)
    {
        var (pool, kind) = (view.Pool!.Value, view.Asked("kind"));
        if (kind is not null && !OutstandingKinds.All.Contains(kind))
            throw RequestText.Malformed("kind", kind, new(string.Join(", ", OutstandingKinds.All), " " + string.Join("、", OutstandingKinds.All)));
        var institution = RequestText.CodeOrNone<InstitutionCode>("institution", view.Asked("institution")?.Trim().ToUpperInvariant());
        var ages = await new InstitutionFigures(ledger, view.Known).Ages(pool, kind, institution, view.AsOf, cancellationToken);
        var beginnings = institution is { } one
            ? await new ChainFigures(ledger, new KnownPoint(ages.Position, null)).Beginnings(pool, one, cancellationToken)
            : null;
        return new(ages, ledger.Ages.Names, kind, institution, [.. ages.Ages.GroupBy(row => row.Kind).Select(Sum)],
            ListPage<OutstandingAgeAnswer>.Of(ages.Ages, view.Asked("page")), beginnings);
    }

    private static OutstandingAgeAnswer Sum(IGrouping<string, OutstandingAgeAnswer> kind) => new(kind.Key, "total", "",
        Sum(kind.Select(row => row.Outstanding)), kind.Min(row => row.Oldest), kind.Max(row => row.Days), Sum(kind.Select(row => row.Overdue)),
        kind.First().Buckets.Keys.ToDictionary(bucket => bucket, bucket => Sum(kind.Select(row => row.Buckets[bucket]))));

    private static string Sum(IEnumerable<string> amounts) =>
        amounts.Aggregate(Money.Zero, (sum, amount) => sum + FigureNumber.Yuan(amount)).ToString();
}
