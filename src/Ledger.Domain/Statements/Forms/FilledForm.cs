using Ledger.Domain.Funds;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Statements.Forms;

/// <summary>A row with its amounts, one a column; null where the figure is not known.</summary>
public sealed record FilledRow(FormRow Row, IReadOnlyList<Money?> Amounts);

/// <summary>A fund's statement on its way into a form.</summary>
public sealed record FormEntry(FundDescription Fund, FundStatement Statement);

/// <summary>
/// A statutory form filled in. The first column is the total where several funds share the form; then one a fund.
/// </summary>
/// <param name="Funds">The funds of the columns, the total's apart.</param>
public sealed record FilledForm(
    StatementForm Form, IReadOnlyList<FormColumn> Funds, IReadOnlyList<FilledRow> Left, IReadOnlyList<FilledRow> Right)
{
    public bool HasTotal => Funds.Count > 1;

    /// <summary>Forms for the statements, in the order of their first fund; a general form holds one fund.</summary>
    public static IReadOnlyList<FilledForm> All(StatementForms forms, IReadOnlyList<FormEntry> entries) =>
    [
        .. entries
            .GroupBy(entry => forms.Of(entry.Fund.Slug) is { Funds.Count: > 0 } shared
                ? (shared, default)
                : (forms.Of(entry.Fund.Slug), entry.Fund.Slug))
            .Select(group => Of(group.Key.Item1, [.. group])),
    ];

    public static FilledForm Of(StatementForm form, IReadOnlyList<FormEntry> entries)
    {
        var columns = entries.Select(entry => form.Funds.FirstOrDefault(column => column.Fund == entry.Fund.Slug)
            ?? new(entry.Fund.Slug, entry.Fund.Chinese, entry.Fund.English));
        return new(form, [.. columns], [.. form.Left.Select(Fill)], [.. form.Right.Select(Fill)]);

        FilledRow Fill(FormRow row)
        {
            var amounts = entries.Select(entry => Sum(row.Lines.Select(line => FigureOf(entry, line)))).ToList();
            return new(row, entries.Count > 1 ? [Sum(amounts), .. amounts] : amounts);
        }
    }

    private static Money? FigureOf(FormEntry entry, string line) => line switch
    {
        _ when !entry.Statement.OpeningKnown && (IsAtOrBelow(line, Opening) || IsAtOrBelow(line, Closing) || line == Total)
            => null,
        ClosingPooled or ClosingPersonal => ClosingParts.Of(entry.Statement, entry.Fund, line),
        _ => entry.Statement[line],
    };

    // What is added to the unknown is unknown.
    private static Money? Sum(IEnumerable<Money?> amounts) =>
        amounts.Aggregate((Money?)Money.Zero, (sum, one) => sum + one);
}
