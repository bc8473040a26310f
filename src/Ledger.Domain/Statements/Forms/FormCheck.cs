using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Statements.Forms;

/// <summary>
/// Whether a form, which a user may have mended, still shows every figure of a statement once and has the same total
/// on both sides, whatever the figures are.
/// </summary>
internal static class FormCheck
{
    private static readonly string[] _left = [Opening, OpeningAdjusted, .. IncomeSubtotalParts, FromUpper, FromLower];
    private static readonly string[] _right = [.. ExpenditureSubtotalParts, ToLower, ToUpper];
    private static readonly string[] _income = [.. IncomeSubtotalParts, FromUpper, FromLower];

    /// <exception cref="FormatException">It does not; the message names the form and the row.</exception>
    internal static void Check(StatementForm form)
    {
        CheckSide(form, form.Left, _left);
        CheckSide(form, form.Right, _right);
        if (!Same(Sum(form.Left[^1]), Sum(form.Right[^1])))
            throw Broken(form, $"'{form.Left[^1].Chinese}' of the left and of the right cannot agree");
        if (!Same(Sum(form.Left[^1]), Parts(Total)))
            throw Broken(form, $"'{form.Left[^1].Chinese}' is not the opening and the income");
    }

    private static void CheckSide(StatementForm form, IReadOnlyList<FormRow> side, string[] figures)
    {
        if (side.Count == 0 || side[^1].OfWhich) throw Broken(form, "a side does not end with its total");
        FormRow? above = null;
        foreach (var row in side)
        {
            if (!row.OfWhich) above = row;
            if (row.Lines.FirstOrDefault(line => row.OfWhich ? !IsPart(line, above) : Parts(line).Count == 0)
                is { } stray)
                throw Broken(form, $"'{stray}' cannot stand in row '{row.Chinese}'");
        }
        // A row of figures, not of totals.
        var shown = side.Where(row => !row.OfWhich && row.Lines.All(line => figures.Contains(line)))
            .SelectMany(row => row.Lines).ToList();
        foreach (var line in figures)
        {
            if (shown.Count(one => one == line) != 1)
                throw Broken(form, $"'{line}' must stand in one row, and stands in {shown.Count(one => one == line)}");
        }
    }

    private static bool IsPart(string line, FormRow? above) =>
        above is not null && above.Lines.Any(whole => line != whole && IsAtOrBelow(line, whole));

    /// <summary>The figures that a line adds up, with their signs; empty where the statement has no such line.</summary>
    private static Dictionary<string, int> Parts(string line) => line switch
    {
        IncomeSubtotal => Plus(IncomeSubtotalParts),
        IncomeTotal => Plus(_income),
        ExpenditureSubtotal => Plus(ExpenditureSubtotalParts),
        ExpenditureTotal => Plus(_right),
        Surplus => Plus(_income, less: _right),
        Closing => Plus(_left, less: _right),
        Total => Plus(_left),
        _ when _left.Contains(line) || _right.Contains(line) => Plus([line]),
        _ => [],
    };

    private static Dictionary<string, int> Sum(FormRow row)
    {
        var sum = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, sign) in row.Lines.SelectMany(Parts)) sum[line] = sum.GetValueOrDefault(line) + sign;
        return sum;
    }

    private static Dictionary<string, int> Plus(IReadOnlyList<string> lines, IReadOnlyList<string>? less = null)
    {
        var parts = lines.ToDictionary(line => line, _ => 1, StringComparer.Ordinal);
        foreach (var line in less ?? []) parts.Add(line, -1);
        return parts;
    }

    private static bool Same(Dictionary<string, int> one, Dictionary<string, int> other) =>
        one.Keys.Concat(other.Keys).All(line => one.GetValueOrDefault(line) == other.GetValueOrDefault(line));

    private static FormatException Broken(StatementForm form, string why) => new($"form '{form.Id}': {why}");
}
