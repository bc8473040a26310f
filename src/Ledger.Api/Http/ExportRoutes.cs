using System.IO.Compression;
using Ledger.Api.Database;
using Ledger.Api.Exports;
using Ledger.Api.Identity;
using Ledger.Domain;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Ledger.Api.Http;

/// <summary><c>GET exports/{format}</c>: the file of the verb <c>export</c>; a folder as a ZIP of its files.</summary>
internal static class ExportRoutes
{
    // The first day that a ZIP can say: the same position is the same bytes.
    private static readonly DateTimeOffset _noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static void Map(RouteGroupBuilder pool) => pool.MapGet("/exports/{format}", Export)
        .WithSummary("The books, or the log, for another program").WithTags("reads").Needs(AccessRight.ReadEvents)
        .WithDescription($"format is one of {string.Join(", ", ExportFormat.All.Select(format => format.Name))}; from and through are "
            + "months, where it can be of some. The file is sent once it is whole.")
        .WithMetadata(new DisableRequestTimeoutAttribute(), new Noted())
        .WithMetadata(new Answered(StatusCodes.Status200OK, "The file"));

    private static async Task<IResult> Export(string pool, string format, string? from, string? through,
        [AsParameters] KnownQuery known, HttpResponse response, LedgerContext ledger, CancellationToken cancellationToken)
    {
        var code = RequestText.Code<PoolCode>("pool", pool);
        var chosen = ExportFormat.Find(format) ?? throw RequestText.Malformed("format", format, new(
            string.Join(", ", ExportFormat.All.Select(one => one.Name)), " " + string.Join("、", ExportFormat.All.Select(one => one.Name))));
        var months = ExportedMonths.Between(
            chosen, RequestText.MonthOrNone("from", from), RequestText.MonthOrNone("through", through), "from", "through");
        var head = await ledger.NeedEntries(code, cancellationToken);
        var last = Math.Min(head, await RequestText.Known(known).LastIn(ledger, code, head, cancellationToken));
        // Made whole before a byte is sent: figures that differ from the log are a refusal, and no half of a file.
        var folder = UploadFolder.Make(LedgerHome.FromEnvironment());
        response.RegisterForDispose(folder);
        var path = Path.Combine(folder.Path, $"{code}-{last}");
        await chosen.Write(new(ledger, code, last, months), path, cancellationToken);
        if (chosen.IsFolder) path = Zip(path);
        var file = File.OpenRead(path);
        response.RegisterForDispose(file);
        return Results.Stream(file, chosen.Media, $"{chosen.Name}-{code}-{last}{chosen.Extension}");
    }

    private static string Zip(string folder)
    {
        var path = folder + ".zip";
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var entry = zip.CreateEntry(Path.GetFileName(file));
            entry.LastWriteTime = _noTime;
            using var from = File.OpenRead(file);
            using var to = entry.Open();
            from.CopyTo(to);
        }
        return path;
    }
}
