namespace Ledger.Domain.Statements.Forms;

/// <summary>A row of a statutory form.</summary>
/// <param name="Number">一, 二, 三 …; null for an of-which row and for the grand total.</param>
/// <param name="Lines">The statement lines that the row is the sum of.</param>
/// <param name="OfWhich">其中: a part of the numbered row above it, which need not be split whole.</param>
public sealed record FormRow(
    string? Number, string Chinese, string English, IReadOnlyList<string> Lines, bool OfWhich);

/// <summary>A fund that has a column in the form.</summary>
public sealed record FormColumn(FundCode Fund, string Chinese, string English);

/// <summary>
/// A statutory form (收支表): income and the opening on the left, expenditure and the closing on the right, and the
/// same total below both. Data (<c>data/statement-forms.json</c>).
/// </summary>
/// <param name="Funds">Its columns; empty in the form that serves every fund without one of its own.</param>
/// <param name="Source">Where the layout was read, or what it was derived from.</param>
public sealed record StatementForm(
    string Id, string Chinese, string English, string Source, IReadOnlyList<FormColumn> Funds,
    IReadOnlyList<FormRow> Left, IReadOnlyList<FormRow> Right);
