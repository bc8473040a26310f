using System.Text.Json;
using static Ledger.Api.Tests.Sheets.ExportedView;

namespace Ledger.Api.Tests.Sheets;

/// <summary>What is handed out about institutions.</summary>
internal static class InstitutionViews
{
    public const string Executed = "budget paid remaining executed settledUnpaid prepaymentOutstanding depositHeld "
        + "clawbackOutstanding clawbackRecovered";

    public const string Care = "visits averageCost averageCostLastYear averageExamCost averageExamCostLastYear outOfScopeShare "
        + "outOfScopeShareLastYear selfPaidShare";

    public static IEnumerable<ExpectedSheet> Budgets(JsonElement answer) =>
    [
        new("budget",
        [
            .. List(answer, "institutions").Select(row => (IReadOnlyList<string>)[.. Texts(row, $"institution {Executed}")]),
            [Word, .. Texts(answer.GetProperty("region"), "budget paid remaining executed")],
        ]),
        new("care", List(answer, "institutions").Select(row => (IReadOnlyList<string>)[.. Texts(row, $"institution {Care}")])),
        new("controls", List(answer, "controls").Select(row => (IReadOnlyList<string>)[.. Texts(row, "institution policy figure limit")])),
    ];

    /// <summary>Items that did not move in the year are left out.</summary>
    public static ExpectedSheet Statement(JsonElement fund)
    {
        var months = List(fund, "months").ToList();
        return new(Text(fund, "fund"),
        [
            [Word],
            .. Amounts(fund, "total").Select(total => (IReadOnlyList<string>)
                    [Word, .. months.Select(month => Text(month.GetProperty("items"), total.Name)), total.Amount])
                .Where(row => row.Skip(1).Any(amount => amount != "0.00")),
            [Word],
            .. Amounts(fund, "opening").Select(kind => (IReadOnlyList<string>)
            [
                Word, .. months.Select(month => Text(month.GetProperty("outstanding"), kind.Name)),
                Text(months[^1].GetProperty("outstanding"), kind.Name),
            ]),
        ]);
    }

    public static IEnumerable<IReadOnlyList<string>> StatementCsv(JsonElement answer) =>
        List(answer, "funds").SelectMany(fund => (IEnumerable<(string Month, string Part, string Name, string Amount)>)
        [
            .. Amounts(fund, "opening").Select(one => ("opening", "outstanding", one.Name, one.Amount)),
            .. List(fund, "months").SelectMany(month =>
                Amounts(month, "items").Select(one => (Text(month, "month"), "item", one.Name, one.Amount))
                    .Concat(Amounts(month, "outstanding").Select(one => (Text(month, "month"), "outstanding", one.Name, one.Amount)))),
            .. Amounts(fund, "total").Select(one => ("year", "item", one.Name, one.Amount)),
        ], (fund, row) => (IReadOnlyList<string>)
            [.. Texts(answer, "pool institution year"), Text(fund, "fund"), row.Month, row.Part, row.Name, row.Amount]);
}
