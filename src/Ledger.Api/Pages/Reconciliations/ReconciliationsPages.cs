using System.Security.Cryptography;
using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Importing;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>
/// <c>/pools/{pool}/reconciliations</c>: files of others as a form, those that were sent, what was signed and what was stated;
/// and each with what differs, to be assigned, closed, opened again and signed.
/// </summary>
internal static class ReconciliationsPages
{
    /// <summary>The field of the paper that a party signed.</summary>
    internal const string EvidenceField = "evidence";

    private const string Route = "reconciliations";

    internal static void Map(IEndpointRouteBuilder pool)
    {
        pool.MapGet($"/{Route}", (HttpContext http, LedgerContext ledger, KeptReconciliations kept) =>
            List(new(http, ledger), ledger, kept, _ => null, refused: null, [])).IsPage(AccessRight.Record);
        pool.MapPost($"/{Route}", Send).IsPage(AccessRight.Record).TakesFileForm(RequestLimits.ReconciliationBytes);
        pool.MapGet($"/{Route}/{{id}}", Show).IsPage(AccessRight.Record).WithMetadata(new Noted());
        pool.MapPost($"/{Route}/{{id}}", Decide).IsPage(AccessRight.Record).TakesFileForm(RequestLimits.ReconciliationBytes);
        pool.MapGet($"/{Route}/{{id}}/differences", Differences).IsPage(AccessRight.Record).WithMetadata(new Noted());
    }

    private static async Task<IResult> Send(HttpContext http, LedgerContext ledger, KeptReconciliations kept, AccessLog accesses)
    {
        var view = new PageView(http, ledger);
        var (pool, fields) = (view.Pool!.Value, http.Request.Form);
        try
        {
            var asked = ReconciliationQuestion.Of(pool, ledger, Field);
            await ledger.NeedEntries(pool, http.RequestAborted);
            using var sent = kept.Receive();
            await foreach (var file in http.Features.GetRequiredFeature<FileForm>().Files(http.RequestAborted))
                await sent.Add(file, http.RequestAborted);
            IReadOnlyList<ImportError> bad;
            try
            {
                using var turn = await kept.Turn(http.RequestAborted);
                bad = await KeptReconciliation.BadRows(ledger, sent, asked, http.RequestAborted);
            }
            catch (UserError refused) when (refused is not NotThereError)
            {
                throw new UserError(sent.Shown(refused.Message));
            }
            if (bad.Count > 0) return await List(view, ledger, kept, Field, refused: null, bad);
            // An id says nothing once it is forgotten: who looked at what is noted here.
            await accesses.Note(view.Caller!.Name, pool, $"page {Route}", SubjectOf(asked, sent), http.RequestAborted);
            return Results.Redirect(view.To($"{Route}/{kept.Keep(sent, asked, view.Caller.Name).Id}"));
        }
        catch (UserError refused) when (refused is not NotThereError)
        {
            return await List(view, ledger, kept, Field, refused.Message, []);
        }

        string? Field(string name) => fields[name] is [{ Length: > 0 } value] ? value : null;
    }

    private static string SubjectOf(ReconciliationQuestion asked, SentFiles sent) => string.Join(' ',
        ((string?[])[
            $"{asked.Request.Span.From.Iso()}/{asked.Request.Span.To.Iso()}",
            string.Join(',', sent.Names.Select(one => one.Source).ToHashSet(StringComparer.Ordinal)), asked.Institution?.Text,
        ]).OfType<string>());

    private static Task<IResult> Show(string id, HttpContext http, LedgerContext ledger, KeptReconciliations kept) =>
        Page(new(http, ledger), ledger, kept, id, given: null, refused: null);

    private static async Task<IResult> Decide(string id, HttpContext http, LedgerContext ledger, KeptReconciliations kept)
    {
        var view = new PageView(http, ledger);
        var given = DecisionForm.Of(await http.Request.ReadFormAsync(http.RequestAborted));
        try
        {
            var action = given.Action(await Evidence(http));
            using var turn = await kept.Turn(http.RequestAborted);
            using var one = kept.Use(view.Pool!.Value, id);
            await one.Answer(ledger, action, view.Caller!.Name, given.Source, http.RequestAborted);
        }
        catch (UserError refused) when (refused is not NotThereError)
        {
            // What was written stays in the form, beside the line that says why it was not taken.
            return await Page(view, ledger, kept, id, given, refused.Message);
        }
        return Results.Redirect(DifferenceFilter.Of(view).To(view, id) + (given.Do == DecisionForm.Sign ? "#sources" : "#differences"));
    }

    // Its hash alone is kept, as it goes by.
    private static async Task<string?> Evidence(HttpContext http)
    {
        string? hash = null;
        await foreach (var file in http.Features.GetRequiredFeature<FileForm>().Files(http.RequestAborted))
            if (file.Field == EvidenceField) hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file.Content, http.RequestAborted));
        return hash;
    }

    private static async Task<IResult> Differences(string id, HttpContext http, LedgerContext ledger, KeptReconciliations kept)
    {
        var view = new PageView(http, ledger);
        using var turn = await kept.Turn(http.RequestAborted);
        using var one = kept.Use(view.Pool!.Value, id);
        var answer = await one.Answer(ledger, ReconcileAction.None, view.Caller!.Name, source: null, http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(Encoding.UTF8.GetBytes(DifferencesFile.Of(answer)), "text/csv; charset=utf-8",
            $"reconciliation-{view.Pool}-{answer.From}-{answer.To}-{answer.Position}.csv");
    }

    private static async Task<IResult> Page(PageView view, LedgerContext ledger, KeptReconciliations kept, string id,
        DecisionForm? given, string? refused)
    {
        var cancellationToken = view.Http.RequestAborted;
        using var turn = await kept.Turn(cancellationToken);
        using var one = kept.Use(view.Pool!.Value, id);
        var answer = await one.Answer(ledger, ReconcileAction.None, view.Caller!.Name, source: null, cancellationToken);
        var filter = DifferenceFilter.Of(view);
        var model = new ReconciliationModel(id, one.By, one.Sent, one.Asked.Request.Span.WindowDays, answer, filter,
            ListPage<ShownDifference>.Of(filter.In(answer), view.Asked("page")),
            line => ReconciliationText.Account(line, ledger.Chart, view.Words), given, refused);
        return view.Show<ReconciliationView>(model, refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(PageView view, LedgerContext ledger, KeptReconciliations kept,
        Func<string, string?> given, string? refused, IReadOnlyList<ImportError> badRows)
    {
        var pool = view.Pool!.Value;
        var history = await ReconciliationHistory.Of(ledger, pool, view.Http.RequestAborted);
        return view.Show<ReconciliationList>(new ReconciliationListModel(
                [.. kept.Of(pool).Select(SentReconciliation.Of)], history, [.. ledger.Funds.All.Select(fund => fund.Slug.Text)],
                ledger.Chart.BankAccounts, line => ReconciliationText.Account(line, ledger.Chart, view.Words), given, refused, badRows),
            refused is null && badRows.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
