using Ledger.Api.Http;
using Ledger.Api.Institutions;
using Ledger.Api.Pages.Parts;

namespace Ledger.Api.Pages.Budgets;

/// <summary>In which order institutions are shown: those that need a look first, or by a figure that the reader chooses.</summary>
/// <param name="Sort">The name of a figure in the JSON of the report, <c>institution</c>, or <see cref="Attention"/>.</param>
/// <param name="IsDescending">From the largest.</param>
public sealed record InstitutionOrder(string Sort, bool IsDescending)
{
    /// <summary>Over its budget or breaking a control rule first, then by the share executed.</summary>
    internal const string Attention = "attention";

    internal const string Institution = "institution";

    private static readonly Dictionary<string, Func<InstitutionBudgetAnswer, string?>> _figures = new(StringComparer.Ordinal)
    {
        ["budget"] = row => row.Budget, ["paid"] = row => row.Paid, ["remaining"] = row => row.Remaining,
        ["executed"] = row => row.Executed, ["prepaymentOutstanding"] = row => row.PrepaymentOutstanding,
        ["depositHeld"] = row => row.DepositHeld, ["clawbackOutstanding"] = row => row.ClawbackOutstanding,
        ["settledUnpaid"] = row => row.SettledUnpaid, ["visits"] = row => $"{row.Visits}",
        ["averageCost"] = row => row.AverageCost, ["averageCostLastYear"] = row => row.AverageCostLastYear,
    };

    /// <summary>The columns that are figures, by their names in the JSON of the report.</summary>
    internal static IReadOnlyList<string> Figures { get; } = [.. _figures.Keys];

    /// <exception cref="CommandLine.UserError">There is no such order.</exception>
    internal static InstitutionOrder Of(string? sort, string? direction)
    {
        if (sort is not null and not (Attention or Institution) && !_figures.ContainsKey(sort))
            throw RequestText.Malformed("sort", sort, new(string.Join(", ", Names), string.Join("、", Names)));
        return direction switch
        {
            null => new(sort ?? Attention, sort is not Institution),
            "asc" or "desc" => new(sort ?? Attention, direction == "desc"),
            _ => throw RequestText.Malformed("dir", direction, new("asc or desc", " asc 或 desc")),
        };
    }

    /// <summary>A figure of a row as it is shown.</summary>
    internal static string? Figure(InstitutionBudgetAnswer row, string name) => _figures[name](row);

    /// <summary>More was paid than the budget has; one without a budget is over none.</summary>
    internal static bool IsOver(InstitutionBudgetAnswer row) => row.Executed is not null && row.Remaining.StartsWith('-');

    /// <param name="rows">The institutions.</param>
    /// <param name="broken">Those that break a control rule.</param>
    internal IEnumerable<InstitutionBudgetAnswer> Sorted(
        IEnumerable<InstitutionBudgetAnswer> rows, IReadOnlySet<string> broken) => Sort switch
    {
        Attention => ByFigure(rows.OrderByDescending(row => IsOver(row) || broken.Contains(row.Institution)), "executed", true),
        Institution => IsDescending
            ? rows.OrderByDescending(row => row.Institution, StringComparer.Ordinal)
            : rows.OrderBy(row => row.Institution, StringComparer.Ordinal),
        _ => ByFigure(rows.OrderBy(_ => 0), Sort, IsDescending),
    };

    // Where there is no figure is the end, whichever way it goes.
    private static IEnumerable<InstitutionBudgetAnswer> ByFigure(
        IOrderedEnumerable<InstitutionBudgetAnswer> rows, string name, bool isDescending)
    {
        var given = rows.ThenBy(row => Figure(row, name) is null);
        return (isDescending ? given.ThenByDescending(Number) : given.ThenBy(Number))
            .ThenBy(row => row.Institution, StringComparer.Ordinal);

        decimal Number(InstitutionBudgetAnswer row) => Figure(row, name) is { } figure ? FigureNumber.Of(figure) : 0;
    }

    private static IEnumerable<string> Names => [Attention, Institution, .. Figures];
}
