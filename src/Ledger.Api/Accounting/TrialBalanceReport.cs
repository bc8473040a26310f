using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Spectre.Console;

namespace Ledger.Api.Accounting;

/// <summary>The trial balance in every form: debits and credits, or of a month opening, movement and closing.</summary>
internal static class TrialBalanceReport
{
    public static Report Of(TrialBalanceAnswer answer) => new(answer, answer.Pool, answer.Position, Csv(answer),
        console => Print(console, answer), words => [Sheet(answer, words)]);

    private static List<IReadOnlyList<string?>> Csv(TrialBalanceAnswer answer) => answer.Period is { } period
        ? SheetCsv.Of([("pool", answer.Pool), ("period", period)],
            ["account", "fund", "code", "name", "opening", "movement", "balance"],
            answer.Accounts.Select(row => (string?[])[row.Account, row.Fund, row.Code, row.Name, row.Opening, row.Movement, row.Balance]))
        : SheetCsv.Of([("pool", answer.Pool), ("as_of", answer.AsOf)],
            ["account", "fund", "code", "name", "debit", "credit", "balance"],
            answer.Accounts.Select(row => (string?[])[row.Account, row.Fund, row.Code, row.Name, row.Debit, row.Credit, row.Balance]));

    private static void Print(IAnsiConsole console, TrialBalanceAnswer answer)
    {
        if (answer.Period is null) PrintDay(console, answer);
        else PrintMonth(console, answer);
    }

    private static void PrintMonth(IAnsiConsole console, TrialBalanceAnswer answer)
    {
        var table = PlainConsole.Table("account", "code", "name", "opening", "movement", "closing");
        foreach (var row in answer.Accounts)
        {
            table.AddRow(new Text(row.Account), new Text(row.Code), new Text(row.Name),
                FigureVerbs.Right(row.Opening!), FigureVerbs.Right(row.Movement!), FigureVerbs.Right(row.Balance));
        }
        console.WriteSection($"Trial balance, pool {answer.Pool}, {answer.Period}, debit less credit, "
            + $"position {answer.Position}", table);
    }

    private static void PrintDay(IAnsiConsole console, TrialBalanceAnswer answer)
    {
        var table = PlainConsole.Table("account", "code", "name", "debit", "credit");
        foreach (var row in answer.Accounts)
        {
            table.AddRow(new Text(row.Account), new Text(row.Code), new Text(row.Name),
                FigureVerbs.Right(row.Debit), FigureVerbs.Right(row.Credit));
        }
        console.WriteSection(
            $"Trial balance, pool {answer.Pool}, as of {answer.AsOf}, position {answer.Position}", table);
    }

    private static Sheet Sheet(TrialBalanceAnswer answer, SheetWords words)
    {
        SheetColumn[] accounts =
        [
            new("fund", words.Say("Fund", "基金"), CellKind.Text), new("code", words.Say("Code", "科目编码"), CellKind.Text),
            new("name", words.Say("Name", "科目名称"), CellKind.Text), new("account", words.Say("Account", "科目"), CellKind.Text),
        ];
        SheetColumn[] amounts = answer.Period is null
            ? [Money("debit", words.Say("Debit", "借方余额")), Money("credit", words.Say("Credit", "贷方余额"))]
            : [Money("opening", words.Say("Opening", "期初余额")), Money("movement", words.Say("Movement", "本期发生")), Money("balance", words.Say("Closing", "期末余额"))];
        return new("trial-balance", words.Say("Trial balance", "试算平衡表"),
            $"{words.Pool(answer.Pool)}    {(answer.Period is { } period ? period : words.AsOf(answer.AsOf))}",
            [.. accounts, .. amounts],
            [
                .. answer.Accounts.Select(row => SheetRow.Line(
                [
                    words.Fund(row.Fund), row.Code, row.Name, row.Account,
                    .. answer.Period is null ? (string?[])[row.Debit, row.Credit] : [row.Opening, row.Movement, row.Balance],
                ])),
            ])
        {
            Unit = words.Yuan, Signatures = words.Signatures("statement"),
            Notes = answer.Period is null ? [] : [words.Say("Debit less credit.", "借方减贷方列示。")],
        };
    }

    private static SheetColumn Money(string key, string heading) => new(key, heading, CellKind.Money);
}
