using System.Text.Json;
using static Ledger.Api.Tests.Sheets.ExportedView;

namespace Ledger.Api.Tests.Sheets;

/// <summary>Everything that is handed out, with the cells that it must have by its JSON.</summary>
internal static class ExportedViews
{
    private static readonly string[] _year = ["--from", "2025-01", "--to", "2025-12"];

    public static readonly IReadOnlyList<ExportedView> All =
    [
        new("statement", ["statement", .. _year], Lines, answer => ByFund(answer, fund =>
            Amounts(fund, "lines").Select(line => Row(answer, "pool", fund, "fund", answer, "from to", line.Name, line.Amount)))),
        new("statement-statutory", ["statement", .. _year, "--form", "statutory"],
            answer => List(answer, "forms").Select(StatutoryView.Sheet),
            answer => List(answer, "forms").SelectMany(form => StatutoryView.Csv(answer, form))),
        new("statement-years", ["statement", "--from", "2026-01", "--to", "2026-04", "--years", "3"],
            answer => List(answer, "funds").Select(fund => new ExpectedSheet(Text(fund, "fund"),
                YearsView.Rows(fund).Select(row => (IReadOnlyList<string>)[Word, .. row]))),
            answer => ByFund(answer, fund => YearsView.Rows(fund).Select(row =>
                (IReadOnlyList<string>)[Text(answer, "pool"), Text(fund, "fund"), .. row]))) { InAnyOrder = true },
        new("statement-years", ["statement", "--from", "2026-01", "--to", "2026-04", "--compare", "last-year"],
            answer => List(answer, "funds").Select(fund => new ExpectedSheet(Text(fund, "fund"),
                YearsView.Rows(fund).Select(row => (IReadOnlyList<string>)[Word, .. row]))),
            answer => ByFund(answer, fund => YearsView.Rows(fund).Select(row =>
                (IReadOnlyList<string>)[Text(answer, "pool"), Text(fund, "fund"), .. row]))) { InAnyOrder = true },
        new("statement-cover", ["statement", .. _year, "--cover"],
            answer => List(answer, "funds").Select(fund => new ExpectedSheet(Text(fund, "fund"),
            [
                .. Amounts(fund, "premiumByCoverYear").Select(year => (IReadOnlyList<string>)[year.Name, year.Amount]),
                [Word, Text(fund.GetProperty("lines"), "income.premium")],
            ])),
            answer => ByFund(answer, fund => Amounts(fund, "premiumByCoverYear").Select(year =>
                Row(answer, "pool", fund, "fund", answer, "from to", year.Name, year.Amount)))),
        new("statement-budget", ["statement", .. _year, "--budget"],
            answer => List(answer, "funds").Select(fund => new ExpectedSheet(Text(fund, "fund"),
                fund.GetProperty("budget").EnumerateObject().Select(line => (IReadOnlyList<string>)
                    [Word, line.Name, .. Texts(line.Value, "budget actual difference executed")]))),
            answer => ByFund(answer, fund => fund.GetProperty("budget").EnumerateObject().Select(line =>
                (IReadOnlyList<string>)[.. Row(answer, "pool", fund, "fund", answer, "year from to", line.Name),
                    .. Texts(line.Value, "budget actual difference executed")]))),
        new("statement-consolidated", ["statement", "--consolidated", "--pools", "330999,330900", .. _year], Lines,
            answer => ByFund(answer, fund => Amounts(fund, "lines").Select(line => (IReadOnlyList<string>)
                [string.Join('+', List(answer, "pools")), Text(fund, "fund"), .. Texts(answer, "from to"), "line", "", "", line.Name, line.Amount]))),
        new("balance-sheet", ["balance-sheet", "--as-of", "2025-12-31"], BalanceSheetView.Sheets, BalanceSheetView.Csv),
        Table("capacity", "funds", ["--as-of", "2025-12-31"], "pool asOf",
            $"{Any} numerator denominator windowMonths months {Any} policy {Any}",
            "fund policy numerator denominator windowMonths months band reason"),
        Table("trial-balance", "accounts", ["--as-of", "2025-12-31"], "pool asOf",
            $"{Any} code name account debit credit", "account fund code name debit credit balance"),
        Table("trial-balance", "accounts", ["--period", "2025-03"], "pool period",
            $"{Any} code name account opening movement balance", "account fund code name opening movement balance") with
        {
            Name = "trial-balance-month",
        },
        new("ages", ["ages", "--as-of", "2025-12-31"],
            answer => [new("ages", List(answer, "ages").Select(age => (IReadOnlyList<string>)
                [Word, Text(age, "holder"), Word, .. Texts(age, "outstanding oldest days overdue"), .. Amounts(age, "buckets").Select(one => one.Amount)]))],
            answer => List(answer, "ages").Select(age => (IReadOnlyList<string>)[.. Texts(answer, "pool asOf"),
                .. Texts(age, "kind holder fund outstanding oldest days overdue"), .. Amounts(age, "buckets").Select(one => one.Amount)])),
        new("budget", ["budget", "--year", "2025"], InstitutionViews.Budgets, answer => List(answer, "institutions").Select(row =>
            (IReadOnlyList<string>)[.. Texts(answer, "pool year"), .. Texts(row, $"institution {InstitutionViews.Executed} {InstitutionViews.Care}")])),
        new("institution", ["institution", "--institution", "H33099900003", "--year", "2025"],
            answer => List(answer, "funds").Select(InstitutionViews.Statement), InstitutionViews.StatementCsv),
        new("journal", ["journal", "--period", "2025-03"],
            answer => [new("journal", JournalRows(answer))],
            answer => JournalRows(answer).Select(row => (IReadOnlyList<string>)["330999", .. row])) { HasPages = false },
        Form("plan", "--period", "2025-07"),
        Form("reconciliation", "--period", "2025-12", "--bank-balance", "1.00") with { IsFinding = true },
        Form("clawback-notice", "--case", "CB-2025-01"),
        Form("adjustments"),
    ];

    // A name that a person reads, in a list of fields.
    private const string Any = "*";

    private static ExportedView Form(string name, params string[] options) =>
        new($"form-{name}", ["form", name, .. options], FormViews.Sheets[name], FormViews.Csv[name]);

    /// <summary>A verb with one list, whose rows are those of its sheet and of its CSV.</summary>
    private static ExportedView Table(
        string verb, string list, string[] options, string same, string cells, string fields) => new(verb, [verb, .. options],
        answer => [new(verb, List(answer, list).Select(row =>
            (IReadOnlyList<string>)[.. cells.Split(' ').Select(field => field switch
            {
                Any => Word,
                "code" => WordOf(Text(row, field)),
                _ => Text(row, field),
            })]))],
        answer => List(answer, list).Select(row => (IReadOnlyList<string>)[.. Texts(answer, same), .. Texts(row, fields)]));

    private static IEnumerable<ExpectedSheet> Lines(JsonElement answer) => List(answer, "funds").Select(fund => new ExpectedSheet(
        Text(fund, "fund"), Amounts(fund, "lines").Select(line => (IReadOnlyList<string>)[Word, line.Name, line.Amount])));

    private static IEnumerable<IReadOnlyList<string>> ByFund(
        JsonElement answer, Func<JsonElement, IEnumerable<IReadOnlyList<string>>> rows) => List(answer, "funds").SelectMany(rows);

    private static IReadOnlyList<string> Row(JsonElement first, string firstFields, JsonElement second, string secondFields,
        JsonElement third, string thirdFields, params string[] more) =>
        [.. Texts(first, firstFields), .. Texts(second, secondFields), .. Texts(third, thirdFields), .. more];

    // The journal's answers are a list of entries.
    private static IEnumerable<IReadOnlyList<string>> JournalRows(JsonElement entries) => entries.EnumerateArray().SelectMany(entry =>
        List(entry, "lines").Select(line => (IReadOnlyList<string>)
            [.. Texts(entry, "position date kind document voucher"), .. Texts(line, "account fund debit credit")]));
}
