using Ledger.Api.Sheets;

namespace Ledger.Api.Statements;

/// <summary>The statutory forms as sheets: two sides beside each other, the total and each fund in a column.</summary>
internal static class StatutorySheets
{
    private const string Signed = "statutory";
    private const string General = "general";

    public static IReadOnlyList<Sheet> Of(StatutoryAnswer answer, SheetWords words) =>
        [.. answer.Forms.Select(form => Of(answer, form, words))];

    private static Sheet Of(StatutoryAnswer answer, FormAnswer form, SheetWords words)
    {
        var rows = StatutoryReport.SideBySide(form).Select(pair => new SheetRow(RowLevel.Line,
            [.. Cells(form, pair.Left, words), .. Cells(form, pair.Right, words)])
            {
                Lines = [null, .. Lines(answer, form, pair.Left), null, .. Lines(answer, form, pair.Right)],
            }).ToList();
        return new(NameOf(form), TitleOf(form, words),
            $"{words.Pool(answer.Pool)}    {words.Period(answer.From, answer.To)}",
            [
                .. Side(form, "income", words.Say("Income", "收入项目"), words),
                .. Side(form, "expenditure", words.Say("Expenditure", "支出项目"), words),
            ],
            [.. rows[..^1], rows[^1] with { Level = RowLevel.Total }])
        {
            Unit = words.Yuan, Notes = Notes(form, words), Signatures = words.Signatures(Signed),
        };
    }

    // The general form serves any fund, one at a time.
    private static string NameOf(FormAnswer form) => form.Form == General ? string.Join('+', form.Columns) : form.Form;

    private static string TitleOf(FormAnswer form, SheetWords words) => form.Form == General && form.Columns is [var fund]
        ? words.Say($"{words.Fund(fund)}: income and expenditure", $"{words.Fund(fund)}基金收支表")
        : words.Say(form.English, form.Chinese);

    private static IEnumerable<SheetColumn> Side(FormAnswer form, string key, string heading, SheetWords words) =>
    [
        new(key, heading, CellKind.Text),
        .. form.Columns.Select(fund => new SheetColumn($"{key}_{fund}",
            form.Columns.Count == 1 ? words.Say("Amount", "金额") : words.FundIn(form.Form, fund), CellKind.Money)),
    ];

    private static IEnumerable<string?> Cells(FormAnswer form, FormRowAnswer? row, SheetWords words) =>
    [
        row is null ? null : Caption(row, words),
        .. form.Columns.Select(fund => row is null ? null : row.Amounts[fund] ?? words.Say("unknown", "未知")),
    ];

    // A row of the form may be a line that a fund's statement has not: then there is nothing behind its zero.
    private static IEnumerable<string?> Lines(StatutoryAnswer answer, FormAnswer form, FormRowAnswer? row) => form.Columns.Select(fund =>
        row?.Line is { } line && answer.Funds.Any(one => one.Fund == fund && one.Lines.ContainsKey(line)) ? line : null);

    private static string Caption(FormRowAnswer row, SheetWords words) => row switch
    {
        { OfWhich: true } => words.Say($"  of which: {row.English}", $"  其中:{row.Chinese}"),
        { Number: { } number } => words.Say(row.English, $"{number}、{row.Chinese}"),
        _ => words.Say(row.English, row.Chinese),
    };

    private static List<string> Notes(FormAnswer form, SheetWords words)
    {
        var funds = form.Columns.Where(column => column != "total").Select(column => words.FundIn(form.Form, column));
        var notes = new List<string>
        {
            words.Say($"Covers {string.Join(", ", funds)}, on a cash basis. Money that is kept apart is in no statutory statement.",
                $"编报范围:{string.Join("、", funds)};收付实现制。单独核算的资金不列入本表。"),
        };
        if (form.Left.Concat(form.Right).Any(row => row.Amounts.Values.Any(amount => amount is null)))
            notes.Add(words.Say("Unknown: no opening balance is recorded.", "“未知”:未登记期初余额。"));
        return notes;
    }
}
