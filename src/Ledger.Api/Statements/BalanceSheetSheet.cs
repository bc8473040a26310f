using Ledger.Api.Sheets;

namespace Ledger.Api.Statements;

/// <summary>The balance sheet as a sheet: the funds together and each of them in a column.</summary>
internal static class BalanceSheetSheet
{
    public static Sheet Of(BalanceSheetAnswer answer, SheetWords words)
    {
        var sheets = BalanceSheetReport.Known(answer).ToList();
        return new("balance-sheet", words.Say("Balance sheet", "资产负债表"),
            $"{words.Pool(answer.Pool)}    {words.AsOf(answer.AsOf)}",
            [
                new("item", words.Say("Item", "项目"), CellKind.Text), new("code", words.Say("Code", "科目编码"), CellKind.Text),
                .. sheets.Select(sheet => new SheetColumn(sheet.Fund, words.Fund(sheet.Fund), CellKind.Money)),
            ],
            sheets.Count == 0 ? [] : [.. Rows([.. sheets.Select(sheet => sheet.Sheet)], words)])
        {
            Unit = words.Yuan, Signatures = words.Signatures("statutory"), Notes =
            [
                .. answer.Funds.Where(sheet => sheet.Reason is not null).Select(sheet => words.Say(
                    $"{words.Fund(sheet.Fund!)} is not in it: {words.Of("reasons", sheet.Reason!)}.",
                    $"{words.Fund(sheet.Fund!)}未列入:{words.Of("reasons", sheet.Reason!)}。")),
            ],
        };
    }

    private static IEnumerable<SheetRow> Rows(IReadOnlyList<SheetAnswer> sheets, SheetWords words)
    {
        yield return Heading(words.Say("Assets", "一、资产"));
        foreach (var row in Accounts(sheet => sheet.Assets)) yield return row;
        yield return Total(words.Say("Total assets", "资产合计"), sheet => sheet.TotalAssets);
        yield return new(RowLevel.Part, [words.Say("of which at the bank", "其中:银行存款"), null, .. sheets.Select(sheet => sheet.Cash)]);
        yield return Heading(words.Say("Liabilities", "二、负债"));
        foreach (var row in Accounts(sheet => sheet.Liabilities)) yield return row;
        yield return Total(words.Say("Total liabilities", "负债合计"), sheet => sheet.TotalLiabilities);
        yield return Total(words.Say("Net", "三、基金结余"), sheet => sheet.Net);
        yield return Total(words.Say("Total liabilities and net", "负债和基金结余合计"), sheet => sheet.TotalLiabilitiesAndNet);

        IEnumerable<SheetRow> Accounts(Func<SheetAnswer, IReadOnlyList<SheetRowAnswer>> side) =>
            side(sheets[0]).Select((row, index) => SheetRow.Line(
                [words.Say(row.English, row.Name), row.Code, .. sheets.Select(sheet => side(sheet)[index].Amount)]));

        SheetRow Heading(string name) => new(RowLevel.Heading, [name]);

        SheetRow Total(string name, Func<SheetAnswer, string?> amount) => new(RowLevel.Total, [name, null, .. sheets.Select(amount)]);
    }
}
