using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Api.Pages.Imports;

/// <summary>
/// <c>/pools/{pool}/imports</c>: a file as a form, the imports of this server, and each with how far it is and what it did.
/// </summary>
internal static class ImportsPage
{
    /// <summary>What is small is done in this time, and its page is not seen without its result.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>A page of what runs is asked for again after so many seconds, by the browser itself.</summary>
    private const int RefreshSeconds = 2;

    internal static void Map(IEndpointRouteBuilder pool)
    {
        pool.MapGet("/imports", (HttpContext http, LedgerContext ledger, ImportJobs jobs) =>
            List(new(http, ledger), jobs, _ => null, refused: null)).IsPage(AccessRight.Record);
        pool.MapGet("/imports/{id}", Show).IsPage(AccessRight.Record).WithMetadata(new Noted());
        pool.MapPost("/imports", Import).IsPage(AccessRight.Record).TakesFileForm(RequestLimits.ImportBytes);
    }

    private static async Task<IResult> Import(HttpContext http, LedgerContext ledger, ImportJobs jobs)
    {
        var view = new PageView(http, ledger);
        var fields = http.Request.Form;
        try
        {
            var open = ImportRoutes.Opener(new(null, null, Field("format"), Field("encoding"), Field("institution"), Field("fund"),
                Field("personalFund"), Field("from"), Field("to"), Field("category")), ledger);
            await foreach (var file in http.Features.GetRequiredFeature<FileForm>().Files(http.RequestAborted))
            {
                var job = await jobs.Take(file.Content, view.Pool!.Value,
                    new(view.Caller!.Name, file.Name, Field("dryRun") is not null, Field("skipBad") is not null), open, http.RequestAborted);
                await Task.WhenAny(job.Ended, Task.Delay(_patience, http.RequestAborted));
                return Results.Redirect(view.To($"imports/{job.Id}"));
            }
            throw new UserError(UserLanguage.Say("Choose a file.", "请选择文件。"));
        }
        catch (UserError refused)
        {
            return List(view, jobs, Field, refused.Message);
        }

        string? Field(string name) => fields[name] is [{ Length: > 0 } value] ? value : null;
    }

    private static IResult Show(string pool, string id, HttpContext http, LedgerContext ledger, ImportJobs jobs)
    {
        var view = new PageView(http, ledger);
        var job = ImportRoutes.Known(pool, id, jobs);
        if (job.Outcome is null) http.Response.Headers["Refresh"] = $"{RefreshSeconds}";
        return view.Show<ImportResultPage>(ImportShown.Of(job));
    }

    private static IResult List(PageView view, ImportJobs jobs, Func<string, string?> given, string? refused) =>
        view.Show<ImportList>(new ImportListModel([.. jobs.Of(view.Pool!.Value).Select(ImportShown.Of)], given, refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}

/// <param name="Imports">The newest first.</param>
/// <param name="Given">What a field of the form had, where it was not taken.</param>
/// <param name="Refused">Why not; null at first.</param>
public sealed record ImportListModel(IReadOnlyList<ImportShown> Imports, Func<string, string?> Given, string? Refused);
