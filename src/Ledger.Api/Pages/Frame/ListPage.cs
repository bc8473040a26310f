using System.Globalization;
using Ledger.Api.Http;

namespace Ledger.Api.Pages.Frame;

/// <summary>A page of a list that is longer than one.</summary>
/// <param name="Rows">Those of the page.</param>
/// <param name="Page">Which page it is, from 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Found">How many rows the list has.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Rows, int Page, int Pages, int Found)
{
    /// <summary>Rows of a page.</summary>
    internal const int Size = 100;

    /// <param name="all">The list.</param>
    /// <param name="asked">The page that is asked for, as a parameter of the query; the last where there are not as many.</param>
    /// <exception cref="CommandLine.UserError">It is no number of a page.</exception>
    internal static ListPage<T> Of(IReadOnlyList<T> all, string? asked)
    {
        var page = 1;
        if (asked is not null && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out page) || page < 1))
            throw RequestText.Malformed("page", asked, new("the number of a page, such as 2", "页码,如 2"));
        var pages = Math.Max(1, (all.Count + Size - 1) / Size);
        page = Math.Min(page, pages);
        return new([.. all.Skip((page - 1) * Size).Take(Size)], page, pages, all.Count);
    }
}
