using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Spectre.Console;

namespace Ledger.Api.Clearing;

/// <summary>A clearing for people: every figure, how it was worked out, and the proof that it divides the budget.</summary>
internal static class ClearingTable
{
    private const string Undecided = "-";

    internal static void Print(TextWriter output, ClearingAnswer answer)
    {
        var console = PlainConsole.On(output);
        console.WriteSection($"Year-end clearing 年终清算 {answer.Year} ({answer.Category}, round {answer.Round}), pool "
            + $"{answer.Pool}, fund {answer.Fund}, policy {answer.Policy}, date {answer.Date}", Institutions(answer));
        foreach (var formula in answer.Formulas)
        {
            output.WriteLine($"{formula.Column}: {formula.English}");
            output.WriteLine($"    {formula.Chinese}");
        }
        output.WriteLine();
        foreach (var line in Totals(answer)) output.WriteLine(line);
        output.WriteLine($"source 依据: {answer.Source}");
        output.WriteLine();
        PrintDeposits(console, answer);
        output.WriteLine(Outcome(answer));
    }

    private static Table Institutions(ClearingAnswer answer) => answer.Method == "points"
        ? Rows(answer, ["points 点数"], one => [one.Points])
        : Rows(answer, ["budget 预算", "retained 结余留用", "borne 超支分担", "refused 不予支付"],
            one => [one.Budget, one.Retained, one.Borne, one.Refused]);

    private static Table Rows(
        ClearingAnswer answer, string[] columns, Func<ClearedInstitutionAnswer, IEnumerable<string?>> figures)
    {
        var table = PlainConsole.Table(
        [
            "institution 机构", .. columns, "share 份额", "special 特病单议", "payable 应付总额", "charged 已计入",
            "cleared 已清算", "due 应补/应退", "deposit 保证金", "score 考核分", "release 返还", "forfeit 不予返还",
        ]);
        foreach (var one in answer.Institutions)
        {
            table.AddRow(
            [
                new Text(one.Institution), .. figures(one).Select(Right), Right(one.Share), Right(one.Special),
                Right(one.Payable), Right(one.Charged), Right(one.Cleared), Right(one.Due), Right(one.DepositHeld),
                Right(one.Score?.ToString(System.Globalization.CultureInfo.InvariantCulture)), Right(one.DepositRelease),
                Right(one.DepositForfeit),
            ]);
        }
        return table;
    }

    private static IEnumerable<string> Totals(ClearingAnswer answer)
    {
        var totals = answer.Totals;
        if (totals.PointValue is { } value)
        {
            yield return $"distributable 可分配额 {totals.Distributable} ÷ points 总点数 {totals.Points} = "
                + $"{value} a point 点值 (set aside 预留 {totals.SetAside})";
        }
        yield return $"payable 应付 {totals.Payable} + kept 基金留存 {totals.Kept} − added 基金增支 {totals.Added} = "
            + $"budget 预算 {totals.Budget}";
        yield return $"still due 应补 {totals.Due}, owed back 应退 {totals.OwedBack}";
    }

    private static void PrintDeposits(IAnsiConsole console, ClearingAnswer answer)
    {
        if (answer.Institutions.All(one => one.Deposits.Count == 0)) return;
        var table = PlainConsole.Table("institution 机构", "original 原单据", "left 余额");
        foreach (var one in answer.Institutions)
        {
            foreach (var deposit in one.Deposits)
                table.AddRow(new Text(one.Institution), new Text(deposit.Document), Right(deposit.Left));
        }
        console.WriteSection("Deposits to be released or forfeited, each naming its original 待返还或不予返还的保证金", table);
    }

    private static string Outcome(ClearingAnswer answer) => answer.Outcome switch
    {
        "dry-run" => "dry run: nothing was recorded 试算,未登记",
        "recorded" => $"recorded as voucher {answer.Voucher}, up to position {answer.Position} 已登记",
        "waiting" => $"nothing is recorded yet: it waits for approval; see ./ledger approvals --pool {answer.Pool} 待审批,尚未登记",
        "repeated" => $"voucher {answer.Voucher} was recorded before; nothing changed 此前已登记,未作变更",
        _ => "nobody is due anything; nothing was recorded 无应补应退,未登记",
    };

    private static Text Right(string? text) => FigureVerbs.Right(text ?? Undecided);
}
