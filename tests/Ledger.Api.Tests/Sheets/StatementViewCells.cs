using System.Text.Json;
using static Ledger.Api.Tests.Sheets.ExportedView;

namespace Ledger.Api.Tests.Sheets;

/// <summary>The two-sided forms: the totals stand beside each other, whatever is above them.</summary>
internal static class StatutoryView
{
    public static ExpectedSheet Sheet(JsonElement form)
    {
        var (left, right) = (List(form, "left").ToList(), List(form, "right").ToList());
        var columns = form.GetProperty("columns").GetArrayLength();
        var rows = Enumerable.Range(0, Math.Max(left.Count, right.Count) - 1)
            .Select(index => Of(left, index, columns).Concat(Of(right, index, columns)))
            .Append(Cells(left[^1]).Concat(Cells(right[^1])));
        return new(Text(form, "form"), rows.Select(row => (IReadOnlyList<string>)[.. row]));
    }

    public static IEnumerable<IReadOnlyList<string>> Csv(JsonElement answer, JsonElement form) =>
        ((string[])["left", "right"]).SelectMany(side => List(form, side).SelectMany(row => Amounts(row, "amounts").Select(amount =>
            (IReadOnlyList<string>)
            [
                .. Texts(answer, "pool from to"), Text(form, "form"), amount.Name, side, .. Texts(row, "number chinese english"),
                row.GetProperty("ofWhich").GetBoolean() ? "of-which" : "part", amount.Amount,
            ])));

    private static IEnumerable<string> Of(List<JsonElement> side, int index, int columns) =>
        index < side.Count - 1 ? Cells(side[index]) : Enumerable.Repeat("", columns + 1);

    private static IEnumerable<string> Cells(JsonElement row) => Amounts(row, "amounts").Select(amount => amount.Amount).Prepend(Word);
}

/// <summary>Several years beside each other: a line that a year had not is zero there, and a year without books is empty.</summary>
internal static class YearsView
{
    public static IEnumerable<IReadOnlyList<string>> Rows(JsonElement fund)
    {
        var years = List(fund, "years").Select(year => year.GetProperty("lines")).Prepend(fund.GetProperty("lines")).ToList();
        var changes = fund.GetProperty("changes");
        return years.Where(year => year.ValueKind != JsonValueKind.Null).SelectMany(year => year.EnumerateObject())
            .Select(line => line.Name).ToHashSet().Select(line => (IReadOnlyList<string>)
            [
                line, .. years.Select(year => year.ValueKind == JsonValueKind.Null ? "" : Text(year, line) is { Length: > 0 } has ? has : "0.00"),
                .. Texts(changes.GetProperty(line), "difference percent"),
            ]);
    }
}

/// <summary>The funds together and each of them in a column.</summary>
internal static class BalanceSheetView
{
    public static IEnumerable<ExpectedSheet> Sheets(JsonElement answer)
    {
        var sheets = All(answer).ToList();
        return [new("balance-sheet",
        [
            [Word], .. Accounts("assets"), Of("totalAssets"), Of("cash"),
            [Word], .. Accounts("liabilities"), Of("totalLiabilities"), Of("net"), Of("totalLiabilitiesAndNet"),
        ])];

        IEnumerable<IReadOnlyList<string>> Accounts(string side) => List(sheets[0], side).Select((account, index) =>
            (IReadOnlyList<string>)[Word, WordOf(Text(account, "code")), .. sheets.Select(sheet => Text(sheet.GetProperty(side)[index], "amount"))]);

        IReadOnlyList<string> Of(string field) => [Word, "", .. sheets.Select(sheet => Text(sheet, field))];
    }

    public static IEnumerable<IReadOnlyList<string>> Csv(JsonElement answer)
    {
        return All(answer).SelectMany(sheet => (IEnumerable<IReadOnlyList<string>>)
        [
            .. Accounts(sheet, "assets", "asset"), .. Accounts(sheet, "liabilities", "liability"),
            .. Amounts(sheet, "netByFund").Select(net => Row(sheet, "net", net.Name, "", "基金结余", net.Amount)),
            Row(sheet, "total-assets", "", "", "资产合计", Text(sheet, "totalAssets")),
            Row(sheet, "total-liabilities-and-net", "", "", "负债和基金结余合计", Text(sheet, "totalLiabilitiesAndNet")),
            Row(sheet, "cash", "", "", "其中:银行存款", Text(sheet, "cash")),
        ]);

        IEnumerable<IReadOnlyList<string>> Accounts(JsonElement sheet, string side, string part) =>
            List(sheet, side).Select(account => Row(sheet, part, [.. Texts(account, "line code name amount")]));

        IReadOnlyList<string> Row(JsonElement sheet, string part, params string[] more) =>
            [.. Texts(answer, "pool asOf"), Text(sheet, "fund") is { Length: > 0 } fund ? fund : "total", part, .. more];
    }

    private static IEnumerable<JsonElement> All(JsonElement answer) => List(answer, "funds").Prepend(answer.GetProperty("all"));
}
