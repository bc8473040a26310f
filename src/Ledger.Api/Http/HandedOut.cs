using System.Globalization;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Http;

/// <summary>
/// An answer in the form that <c>format</c> asks for: JSON, which a reader may keep, or CSV, a workbook or pages as a file to
/// save. The files are those of the verb's <c>--format</c>.
/// </summary>
internal static class HandedOut
{
    private static readonly Dictionary<string, string> _media = new(StringComparer.Ordinal)
    {
        [OutputOptions.Json] = "application/json",
        [OutputOptions.Csv] = "text/csv; charset=utf-8",
        [OutputOptions.Xlsx] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [OutputOptions.Pdf] = "application/pdf",
    };

    /// <param name="query">What the request says of the form and of what is known.</param>
    /// <param name="ledger">The program's parts.</param>
    /// <param name="name">The name of the file, without its extension.</param>
    /// <param name="report">Makes the answer, as it is known at that point; not asked where the form is none.</param>
    /// <exception cref="CommandLine.UserError">There is no such form, or it cannot be made.</exception>
    internal static async Task<IResult> Of(HandedOutQuery query, LedgerContext ledger, string name,
        Func<KnownPoint, Task<Report>> report, CancellationToken cancellationToken)
    {
        var format = query.Format ?? OutputOptions.Json;
        if (!_media.TryGetValue(format, out var media))
            throw RequestText.Malformed("format", format, new("json, csv, xlsx or pdf", " json、csv、xlsx 或 pdf"));
        var made = await report(RequestText.Known(new(query.KnownAt, query.Position, query.AtLeast)));
        var position = made.Positions.Values.Single();
        if (format == OutputOptions.Json) return Tagged.Ok(made.Json, position);
        using var file = new MemoryStream();
        (await made.Writer(ledger, format, cancellationToken))(file);
        return Results.File(file.ToArray(), media, string.Create(CultureInfo.InvariantCulture, $"{name}-{position}.{format}"));
    }
}

/// <summary>As <see cref="KnownQuery"/>, of an answer that is also handed out as a file.</summary>
/// <param name="Format">json (default), csv, xlsx or pdf.</param>
internal sealed record HandedOutQuery([FromQuery(Name = "format")] string? Format, [FromQuery(Name = "knownAt")] string? KnownAt,
    [FromQuery(Name = "position")] string? Position, [FromQuery(Name = "atLeast")] string? AtLeast);
