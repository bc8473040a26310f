using Ledger.Api.Bundles;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Proofs;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Api.Pages.Statements;

/// <summary><c>/pools/{pool}/statements</c>: a statement in any of its views, and those that were issued.</summary>
internal static class StatementsPages
{
    private const int IssuedYears = 2;
    private const int MonthsOfAYear = 12;

    internal static void Map(IEndpointRouteBuilder pool)
    {
        pool.MapGet("/statements", Show).IsPage(AccessRight.ReadStatements);
        pool.MapPost("/statements/issue", Issue).IsPage(AccessRight.Record).WithMetadata(new Noted()).TakesForm();
        pool.MapGet("/statements/issued/{id}", Download).IsPage(AccessRight.ReadStatements).WithMetadata(new Noted());
    }

    private static async Task<IResult> Show(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var view = new PageView(http, ledger);
        var pool = view.Pool!.Value;
        StatementsQuestion asked;
        IReadOnlyList<FundCode> funds;
        long position;
        await using (var snapshot = await new PoolFigures(ledger, view.Known).Open(pool, cancellationToken))
        {
            asked = StatementsQuestion.Of(view, snapshot.LastCashDate!.Value);
            (funds, position) = ([.. snapshot.Funds.Keys], snapshot.Position);
        }
        var (sheets, problem) = await Sheets(ledger, pool, view, asked, position, cancellationToken);
        var (first, last) = (new YearMonth(asked.To.Year - IssuedYears + 1, 1), new YearMonth(asked.To.Year, MonthsOfAYear));
        var keys = KeyFolder.FromEnvironment();
        return view.Show<StatementsView>(new StatementsModel(asked, funds, position, sheets, problem,
            [.. (await new IssuedStatements(ledger, pool).Between(first, last, cancellationToken)).Select(IssuedRow.Of)],
            first.Year, keys.Names(), keys.Public()));
    }

    // A view that a fund has not got is said on the page, whose form is the way on.
    private static async Task<(IReadOnlyList<Sheet> Sheets, string? Problem)> Sheets(LedgerContext ledger, PoolCode pool, PageView view,
        StatementsQuestion asked, long position, CancellationToken cancellationToken)
    {
        try
        {
            return ((await asked.Report(ledger, pool, new(position, null), cancellationToken)).Sheets(view.Words), null);
        }
        catch (UserError error)
        {
            return ([], error.Message);
        }
    }

    private static async Task<IResult> Issue(HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (view, form) = (new PageView(http, ledger), await http.Request.ReadFormAsync(cancellationToken));
        var (pool, fund) = (view.Pool!.Value, RequestText.CodeOrNone<FundCode>("fund", Text("fund")));
        var span = StatementsQuestion.Check(RequestText.Month("from", Text("from")), RequestText.Month("to", Text("to")));
        var reason = Text("reason");
        if (reason is not null) ReasonBody.Check(reason);
        using var signer = KeyFolder.FromEnvironment().Signer(Text("key"));
        await ledger.NeedEntries(pool, cancellationToken);
        var issued = await new Issuing(ledger, pool, signer, IssuedFolder.FromEnvironment())
            .Issue(fund, span, reason, view.Caller!.Name, cancellationToken);
        return Results.Redirect(view.To("statements", ("from", span.First.Iso()), ("to", span.Last.Iso()), ("fund", fund?.Text),
            ("issued", issued.Document.Text)) + "#issued");

        string? Text(string name) => form[name] is [{ Length: > 0 } text] ? text : null;
    }

    private static async Task<IResult> Download(string id, HttpContext http, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var (pool, document) = (new PageView(http, ledger).Pool!.Value, RequestText.Code<DocumentId>("document", id));
        var issued = await new IssuedStatements(ledger, pool).Find(document, cancellationToken);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(IssuedFolder.FromEnvironment().Read(issued.Issued!.Bundle), "application/zip", $"{pool}-{document}.zip");
    }
}

/// <summary>What the page of statements shows.</summary>
/// <param name="Funds">Those that can be chosen.</param>
/// <param name="Problem">Why there is no such statement; null where there is.</param>
/// <param name="Issued">Those of which the last month is in the year that is asked for or the one before it.</param>
/// <param name="IssuedSince">The first year of them.</param>
/// <param name="SigningKeys">The names of the keys that this server can sign with.</param>
/// <param name="PublicKeys">What a reader checks with.</param>
public sealed record StatementsModel(StatementsQuestion Asked, IReadOnlyList<FundCode> Funds, long Position,
    IReadOnlyList<Sheet> Sheets, string? Problem, IReadOnlyList<IssuedRow> Issued, int IssuedSince,
    IReadOnlyList<string> SigningKeys, IReadOnlyList<string> PublicKeys);

/// <summary>A statement that went out.</summary>
/// <param name="Actor">For those who may read the log alone.</param>
public sealed record IssuedRow(string Document, YearMonth From, YearMonth To, string? Fund, long Position, Instant Recorded,
    string? Actor, string Bundle)
{
    internal static IssuedRow Of(RecordedEvent recorded)
    {
        var one = (StatementIssued)recorded.Body;
        return new(one.Document.Text, one.Issued!.From.ToYearMonth(), one.CashDate.ToYearMonth(), one.Issued.Fund?.Text,
            one.Issued.Position, recorded.Recorded, recorded.Actor, one.Issued.Bundle);
    }
}
