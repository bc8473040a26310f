using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using NodaTime;
using Spectre.Console;

namespace Ledger.Api.Statements;

/// <param name="All">The statutory funds together, where several of them are shown and their openings are known.</param>
public sealed record BalanceSheetAnswer(
    string Pool, string AsOf, long Position, IReadOnlyList<SheetAnswer> Funds, SheetAnswer? All);

/// <param name="Fund">Null for the funds together.</param>
/// <param name="Cash">What is in the bank accounts; a part of the assets, and not the balance.</param>
/// <param name="Net">基金结余.</param>
/// <param name="NetByFund">What the net is made of.</param>
/// <param name="TotalLiabilitiesAndNet">Equal to the total of the assets.</param>
/// <param name="Reason">Why there are no amounts.</param>
public sealed record SheetAnswer(string? Fund, IReadOnlyList<SheetRowAnswer> Assets,
    IReadOnlyList<SheetRowAnswer> Liabilities, string? Cash, string? Net, IReadOnlyDictionary<string, string> NetByFund,
    string? TotalAssets, string? TotalLiabilities, string? TotalLiabilitiesAndNet, string? Reason);

public sealed record SheetRowAnswer(string Line, string Code, string Name, string English, string Amount);

internal static class BalanceSheetReport
{
    private static readonly string[] _header =
        ["pool", "as_of", "fund", "part", "line", "code", "name", "amount"];

    public static async Task<Report> Of(LedgerContext ledger, PoolCode pool, FundCode? fund, LocalDate? asOf,
        KnownPoint known, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var date = asOf ?? snapshot.LastCashDate!.Value;
        var sums = (await snapshot.Sums([(null, date)], cancellationToken))[0];
        var funds = PoolFigures.Chosen(snapshot, fund);
        var together = funds.Where(one => !snapshot.Funds[one].FlowsOnly && StatutoryReport.IsStatutory(ledger, one)).ToList();
        var answer = new BalanceSheetAnswer(pool.Text, date.Iso(), snapshot.Position,
            [.. funds.Select(one => snapshot.Funds[one].FlowsOnly ? Unknown(one) : Sheet(one.Text, [one]))],
            together.Count > 1 ? Sheet(null, together) : null);
        return new(answer, answer.Pool, answer.Position, Csv(answer), console => Print(console, answer),
            words => [BalanceSheetSheet.Of(answer, words)]);

        SheetAnswer Sheet(string? name, IReadOnlyList<FundCode> books) =>
            Of(name, BalanceSheet.Of(ledger.Chart, [.. books.Select(one => (one, sums.Of(one)))]));
    }

    private static SheetAnswer Of(string? fund, BalanceSheet sheet) => new(fund,
        [.. sheet.Assets.Select(Of)], [.. sheet.Liabilities.Select(Of)], sheet.Cash.ToString(),
        sheet.TotalNet.ToString(), sheet.Net.ToDictionary(row => row.Key.Text, row => row.Value.ToString()),
        sheet.TotalAssets.ToString(), sheet.TotalLiabilities.ToString(),
        (sheet.TotalLiabilities + sheet.TotalNet).ToString(), null);

    private static SheetAnswer Unknown(FundCode fund) => new(fund.Text, [], [], null, null,
        new Dictionary<string, string>(), null, null, null, CapacityReasons.OpeningUnknown);

    private static SheetRowAnswer Of(BalanceSheetRow row) => new(row.Account.Line, row.Account.Code,
        row.Account.Chinese, row.Account.English, row.Amount.ToString());

    private static List<IReadOnlyList<string?>> Csv(BalanceSheetAnswer answer)
    {
        var rows = new List<IReadOnlyList<string?>> { _header };
        foreach (var (fund, sheet) in Known(answer))
        {
            rows.AddRange(sheet.Assets.Select(row => Row(fund, "asset", row)));
            rows.AddRange(sheet.Liabilities.Select(row => Row(fund, "liability", row)));
            rows.AddRange(sheet.NetByFund.Select(row => (string?[])
                [answer.Pool, answer.AsOf, fund, "net", row.Key, null, "基金结余", row.Value]));
            rows.Add([answer.Pool, answer.AsOf, fund, "total-assets", null, null, "资产合计", sheet.TotalAssets]);
            rows.Add([answer.Pool, answer.AsOf, fund, "total-liabilities-and-net", null, null, "负债和基金结余合计",
                sheet.TotalLiabilitiesAndNet]);
            rows.Add([answer.Pool, answer.AsOf, fund, "cash", null, null, "其中:银行存款", sheet.Cash]);
        }
        return rows;

        string?[] Row(string fund, string part, SheetRowAnswer row) =>
            [answer.Pool, answer.AsOf, fund, part, row.Line, row.Code, row.Name, row.Amount];
    }

    private static void Print(IAnsiConsole console, BalanceSheetAnswer answer)
    {
        var sheets = Known(answer).ToList();
        var table = PlainConsole.Table(["account", "code", .. sheets.Select(sheet => sheet.Fund)]);
        if (sheets.Count > 0)
        {
            Accounts(sheet => sheet.Assets);
            Line("资产合计 Total assets", sheet => sheet.TotalAssets);
            Line("  其中:银行存款 of which at the bank", sheet => sheet.Cash);
            Accounts(sheet => sheet.Liabilities);
            Line("负债合计 Total liabilities", sheet => sheet.TotalLiabilities);
            Line("基金结余 Net", sheet => sheet.Net);
            Line("负债和基金结余合计 Total liabilities and net", sheet => sheet.TotalLiabilitiesAndNet);
        }
        console.WriteSection(
            $"Balance sheet, pool {answer.Pool}, as of {answer.AsOf}, position {answer.Position}", table);
        foreach (var unknown in answer.Funds.Where(sheet => sheet.Reason is not null))
            console.WriteLine($"{unknown.Fund}: none: {unknown.Reason}");

        void Accounts(Func<SheetAnswer, IReadOnlyList<SheetRowAnswer>> side)
        {
            for (var index = 0; index < side(sheets[0].Sheet).Count; index++)
            {
                var row = side(sheets[0].Sheet)[index];
                table.AddRow([new Text($"{row.Name} {row.English}"), new Text(row.Code),
                    .. sheets.Select(sheet => FigureVerbs.Right(side(sheet.Sheet)[index].Amount))]);
            }
        }

        void Line(string name, Func<SheetAnswer, string?> amount) => table.AddRow([new Text(name), new Text(""),
            .. sheets.Select(sheet => FigureVerbs.Right(amount(sheet.Sheet)!))]);
    }

    internal static IEnumerable<(string Fund, SheetAnswer Sheet)> Known(BalanceSheetAnswer answer)
    {
        if (answer.All is { } all) yield return ("total", all);
        foreach (var sheet in answer.Funds.Where(sheet => sheet.Reason is null)) yield return (sheet.Fund!, sheet);
    }
}
