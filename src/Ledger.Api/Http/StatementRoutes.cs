using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Statements;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary><c>GET statements</c>, <c>balance-sheet</c>: the verbs <c>statement</c>, with its views of one pool, and <c>balance-sheet</c>.</summary>
internal static class StatementRoutes
{
    private const int YearsDefault = 2;

    internal static void Map(RouteGroupBuilder pool)
    {
        pool.MapGet("/statements", Statement)
            .WithSummary("What came in, went out and is left over whole months").WithTags("reads")
            .WithDescription("view is statutory (收支表), years (the same months of 2 to 20 years), cover (premiums by year of cover) "
                + "or budget (预算执行); each is answered as the verb statement answers it.")
            .Needs(AccessRight.ReadStatements).Answers<StatementAnswer>(StatusCodes.Status200OK, "The statement of each fund");
        pool.MapGet("/balance-sheet", Sheet).WithSummary("What the funds have, owe and are worth at a date (资产负债表)").WithTags("reads")
            .Needs(AccessRight.ReadStatements).Answers<BalanceSheetAnswer>(StatusCodes.Status200OK, "The balance sheet");
    }

    private static Task<IResult> Statement(string pool, string? from, string? to, string? fund, string? view, string? years,
        [AsParameters] HandedOutQuery query, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (first, last) = (RequestText.Month("from", from), RequestText.Month("to", to));
        if (last < first)
            throw new UserError(UserLanguage.Say($"to {last:yyyy-MM} is before from {first:yyyy-MM}",
                $"to {last:yyyy-MM} 早于 from {first:yyyy-MM}"));
        var (code, one) = (RequestText.Code<PoolCode>("pool", pool), RequestText.CodeOrNone<FundCode>("fund", fund));
        var span = new StatementSpan(first, last);
        var count = Years(view, years);
        return HandedOut.Of(query, ledger, $"statement-{code}-{first.Iso()}-{last.Iso()}", known => view switch
        {
            null => PlainReport.Of(ledger, code, one, span, known, cancellationToken),
            "statutory" => StatutoryReport.Of(ledger, code, one, span, known, cancellationToken),
            "years" => YearsReport.Of(ledger, code, one, span, count, known, cancellationToken),
            "cover" => CoverReport.Of(ledger, code, one, span, known, cancellationToken),
            "budget" => BudgetReport.Of(ledger, code, one, span, known, cancellationToken),
            _ => throw RequestText.Malformed("view", view, new("statutory, years, cover or budget", " statutory、years、cover 或 budget")),
        }, cancellationToken);
    }

    private static Task<IResult> Sheet(string pool, string? asOf, string? fund, [AsParameters] HandedOutQuery query,
        LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (code, one) = (RequestText.Code<PoolCode>("pool", pool), RequestText.CodeOrNone<FundCode>("fund", fund));
        var date = RequestText.Date("asOf", asOf);
        return HandedOut.Of(query, ledger, $"balance-sheet-{code}",
            known => BalanceSheetReport.Of(ledger, code, one, date, known, cancellationToken), cancellationToken);
    }

    private static int Years(string? view, string? years)
    {
        if (years is null) return YearsDefault;
        return view == "years" && RequestText.Number("years", years) is >= 2 and <= StatementViews.YearsMax and var count
            ? (int)count
            : throw RequestText.Malformed("years", years, new($"2 to {StatementViews.YearsMax}, with view=years",
                $" 2 至 {StatementViews.YearsMax},且 view=years"));
    }
}
