using System.Text.Json;
using static Ledger.Api.Tests.Sheets.ExportedView;

namespace Ledger.Api.Tests.Sheets;

/// <summary>The papers of the verb form, by name.</summary>
internal static class FormViews
{
    private const string Plan = "fiscalAccount expenditureAccount settledUnpaid monthlyExpenditure expected call";

    public static readonly IReadOnlyDictionary<string, Func<JsonElement, IEnumerable<ExpectedSheet>>> Sheets =
        new Dictionary<string, Func<JsonElement, IEnumerable<ExpectedSheet>>>
        {
            ["plan"] = answer => [new("plan",
            [
                .. List(answer, "funds").Select(fund => (IReadOnlyList<string>)[Word, .. Texts(fund, Plan)]),
                [Word, .. Texts(answer.GetProperty("total"), Plan)],
            ])],
            ["reconciliation"] = answer => [new("reconciliation",
            [
                Balance("bookBalance", answer), [Word], .. Items("received-by-bank", answer), [Word], .. Items("paid-by-bank", answer),
                Balance("adjustedBalance", answer), [Word], .. Items("received-by-us", answer), [Word], .. Items("paid-by-us", answer),
                Balance("expectedBankBalance", answer), Balance("bankBalance", answer), Balance("difference", answer),
            ])],
            ["clawback-notice"] = answer => [new("clawback-notice",
            [
                .. List(answer, "orders").Select(order => (IReadOnlyList<string>)[Word, .. Texts(order, "document date due reason amount")]),
                .. Texts(answer, "ordered recovered waived outstanding").Select(amount => (IReadOnlyList<string>)[Word, "", "", "", "", amount]),
            ])],
            ["adjustments"] = answer => [new("adjustments", List(answer, "adjustments").Select(row => (IReadOnlyList<string>)
            [
                .. Texts(row, "position date"), Text(row, "undoes") is { Length: > 0 } undoes ? $"{Text(row, "kind")} ({undoes})" : Text(row, "kind"),
                Word, .. Texts(row, "amount direction document original actor recorded reason"),
            ]))],
        };

    public static readonly IReadOnlyDictionary<string, Func<JsonElement, IEnumerable<IReadOnlyList<string>>>> Csv =
        new Dictionary<string, Func<JsonElement, IEnumerable<IReadOnlyList<string>>>>
        {
            ["plan"] = answer => Rows(answer, "pool month asOf", "funds",
                "fund fiscalAccount expenditureAccount settledUnpaid monthlyExpenditure policy expected call"),
            ["reconciliation"] = answer =>
            [
                Part("book-balance", "bookBalance", answer),
                .. Rows(answer, "pool account asOf", "items", "group position document fund date bankDate amount"),
                Part("adjusted-balance", "adjustedBalance", answer), Part("expected-bank-balance", "expectedBankBalance", answer),
                Part("bank-balance", "bankBalance", answer), Part("difference", "difference", answer),
            ],
            ["clawback-notice"] = answer => Rows(answer, "pool case holder", "orders",
                "fund document date due amount reason channel original"),
            ["adjustments"] = answer => Rows(answer, "pool", "adjustments",
                "position recorded actor date kind fund amount direction document original undoes reason"),
        };

    private static IEnumerable<IReadOnlyList<string>> Rows(JsonElement answer, string same, string list, string fields) =>
        List(answer, list).Select(row => (IReadOnlyList<string>)[.. Texts(answer, same), .. Texts(row, fields)]);

    private static IReadOnlyList<string> Balance(string field, JsonElement answer) => [Word, "", "", "", Text(answer, field)];

    private static IEnumerable<IReadOnlyList<string>> Items(string group, JsonElement answer) => List(answer, "items")
        .Where(item => Text(item, "group") == group)
        .Select(item => (IReadOnlyList<string>)[Word, .. Texts(item, "document date bankDate amount")]);

    private static IReadOnlyList<string> Part(string part, string field, JsonElement answer) =>
        [.. Texts(answer, "pool account asOf"), part, "", "", "", "", "", Text(answer, field)];
}
