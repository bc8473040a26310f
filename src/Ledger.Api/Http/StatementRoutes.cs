using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary><c>GET statements</c>: the JSON of the verb <c>statement</c>.</summary>
internal static class StatementRoutes
{
    internal static void Map(RouteGroupBuilder pool) => pool.MapGet("/statements", Statement)
        .WithSummary("What came in, went out and is left over whole months").WithTags("reads")
        .Needs(AccessRight.ReadStatements).Answers<StatementAnswer>(StatusCodes.Status200OK, "The statement of each fund");

    private static async Task<IResult> Statement(string pool, string? from, string? to, string? fund,
        [AsParameters] KnownQuery known, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (first, last) = (RequestText.Month("from", from), RequestText.Month("to", to));
        if (last < first)
            throw new UserError(UserLanguage.Say($"to {last:yyyy-MM} is before from {first:yyyy-MM}",
                $"to {last:yyyy-MM} 早于 from {first:yyyy-MM}"));
        var answer = await new PoolFigures(ledger, RequestText.Known(known)).Statement(
            RequestText.Code<PoolCode>("pool", pool), RequestText.CodeOrNone<FundCode>("fund", fund),
            first.OnDayOfMonth(1), last.LastDay(), cancellationToken);
        return Tagged.Ok(answer, answer.Position);
    }
}
