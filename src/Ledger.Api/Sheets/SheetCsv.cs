namespace Ledger.Api.Sheets;

/// <summary>CSV of an answer that is one table: a row a row, after what is the same in all of them.</summary>
internal static class SheetCsv
{
    /// <param name="same">Columns that are the same in every row, such as the pool.</param>
    /// <param name="columns">The names of the others.</param>
    /// <param name="rows">Their fields.</param>
    public static List<IReadOnlyList<string?>> Of(
        IReadOnlyList<(string Name, string? Value)> same, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows) =>
    [
        [.. same.Select(column => column.Name), .. columns],
        .. rows.Select(row => (IReadOnlyList<string?>)[.. same.Select(column => column.Value), .. row]),
    ];
}
