using System.Globalization;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain.Statements;

namespace Ledger.Api.Statements;

/// <summary>Statements that list lines, as sheets: one a fund.</summary>
internal static class StatementSheets
{
    private const string Signed = "statement";

    public static IReadOnlyList<Sheet> Of(StatementAnswer answer, SheetWords words) =>
    [
        .. answer.Funds.Select(fund => Lines(fund, Heading(words.Pool(answer.Pool), words.Period(answer.From, answer.To)), words)),
    ];

    public static IReadOnlyList<Sheet> Of(BudgetedAnswer answer, SheetWords words) =>
    [
        .. answer.Funds.Select(fund => new Sheet(fund.Fund,
            words.Say($"{words.Fund(fund.Fund)}: budget of {answer.Year} and its execution", $"{words.Fund(fund.Fund)}基金{answer.Year}年预算执行情况表"),
            Heading(words.Pool(answer.Pool), words.Period(answer.From, answer.To)),
            [
                Item(words), Slug(words), Money("budget", words.Say("Budget", "预算数")), Money("actual", words.Say("Actual", "执行数")),
                Money("difference", words.Say("Difference", "差额")),
                new("executed", words.Say("Executed, %", "执行率(%)"), CellKind.Percent),
            ],
            [
                .. fund.Budget.Select(line => Row(line.Key, words, line.Key, line.Value.Budget, line.Value.Actual,
                    line.Value.Difference, line.Value.Executed)),
            ])
        {
            Unit = words.Yuan, Signatures = words.Signatures(Signed),
            Notes = fund.Budget.Count > 0 ? [] : [words.Say("No budget of this fund is recorded for the year.", "本年度未登记该基金预算。")],
        }),
    ];

    public static IReadOnlyList<Sheet> Of(CoverAnswer answer, SheetWords words) =>
    [
        .. answer.Funds.Select(fund => new Sheet(fund.Fund,
            words.Say($"{words.Fund(fund.Fund)}: premiums by year of cover", $"{words.Fund(fund.Fund)}基金保费收入所属年度表"),
            Heading(words.Pool(answer.Pool), words.Period(answer.From, answer.To)),
            [new("cover_year", words.Say("For the year", "所属年度"), CellKind.Text), Money("amount", words.Say("Premiums", "保险费收入"))],
            [
                .. fund.PremiumByCoverYear.Select(year => SheetRow.Line(year.Key, year.Value)),
                new(RowLevel.Total, [words.Total, fund.Lines[StatementLines.Premium]]),
            ])
        {
            Unit = words.Yuan, Signatures = words.Signatures(Signed),
        }),
    ];

    public static Sheet Of(YearsAnswer answer, string fund, IReadOnlyList<StatementSpan> spans,
        IReadOnlyList<YearsReport.YearsRow> rows, SheetWords words) => new(fund,
        words.Say($"{words.Fund(fund)}: income and expenditure, year by year", $"{words.Fund(fund)}基金收支情况比较表"),
        Heading(words.Pool(answer.Pool), words.Period(answer.From, answer.To)),
        [
            Item(words), Slug(words), .. spans.Select(span => Money(span.ToString(), span.ToString())),
            Money("difference", words.Say("Difference", "比上年增减")), new("percent", words.Say("Change, %", "增减(%)"), CellKind.Percent),
        ],
        [.. rows.Select(row => Row(row.Line, words, [row.Line, .. row.Amounts, row.Difference, row.Percent]))])
        {
            Unit = words.Yuan, Signatures = words.Signatures(Signed),
            Notes = rows.Any(row => row.Amounts.Any(amount => amount is null))
                ? [words.Say("Empty: the books were opened later.", "空白处:该期间尚未建账。")] : [],
        };

    public static IReadOnlyList<Sheet> Of(ConsolidatedAnswer answer, SheetWords words)
    {
        var heading = Heading(string.Join(words.Say(", ", "、"), answer.Pools.Select(words.Pool)),
            words.Period(answer.From, answer.To));
        var sheets = answer.Funds.Select(fund => Lines(fund, heading, words) with
        {
            Notes = [words.Say("Consolidated: what the pools moved between them is left out of both sides. Months of payment "
                + "capacity are a figure of one pool and not given.", "合并口径:统筹区之间的上解下拨已抵销;可支付月数按统筹区计算,合并报表不列。")],
        }).ToList();
        if (answer.Eliminated.Count > 0)
        {
            sheets.Add(Between("eliminated", words.Say("Eliminated: booked by both sides", "合并抵销明细表"), heading, words,
                [Money("amount", words.Say("Amount", "金额"))],
                answer.Eliminated.Select(one => SheetRow.Line(words.Fund(one.Fund), words.Pool(one.Payer), words.Pool(one.Receiver),
                    words.Line(one.PaidLine), words.Line(one.ReceivedLine), one.Amount))));
        }
        if (answer.Unmatched.Count > 0)
        {
            sheets.Add(Between("unmatched", words.Say("Unmatched: the two sides disagree", "未达抵销明细表"), heading, words,
                [
                    Money("paid", words.Say("Paid", "付方账面")), Money("received", words.Say("Received", "收方账面")),
                    Money("difference", words.Say("Difference", "差额")),
                ],
                answer.Unmatched.Select(one => SheetRow.Line(words.Fund(one.Fund), words.Pool(one.Payer), words.Pool(one.Receiver),
                    words.Line(one.PaidLine), words.Line(one.ReceivedLine), one.Paid, one.Received, one.Difference))));
        }
        return sheets;
    }

    private static Sheet Lines(FundStatementAnswer fund, string heading, SheetWords words) => new(fund.Fund,
        words.Say($"{words.Fund(fund.Fund)}: income and expenditure", $"{words.Fund(fund.Fund)}基金收支情况表"), heading,
        [Item(words), Slug(words), Money("amount", words.Say("Amount", "金额"))],
        [.. fund.Lines.Select(line => Row(line.Key, words, line.Key, line.Value))])
        {
            Unit = words.Yuan, Signatures = words.Signatures(Signed),
            Notes = fund.Lines.ContainsKey(StatementLines.Closing) ? []
                : [words.Say("The opening balance is not known, and so is no balance.", "期初余额未知,故不列结余。")],
        };

    private static Sheet Between(string name, string title, string heading, SheetWords words,
        IReadOnlyList<SheetColumn> amounts, IEnumerable<SheetRow> rows) => new(name, title, heading,
        [
            Text("fund", words.Say("Fund", "基金")), Text("payer", words.Say("Paid by", "付方")), Text("receiver", words.Say("To", "收方")),
            Text("paid_line", words.Say("Paid as", "付方项目")), Text("received_line", words.Say("Received as", "收方项目")), .. amounts,
        ],
        [.. rows]) { Unit = words.Yuan };

    private static SheetRow Row(string line, SheetWords words, params string?[] cells) =>
        new(LevelOf(line), [words.Line(line), .. cells]);

    /// <summary>How a line of a statement stands among the others.</summary>
    internal static RowLevel LevelOf(string line) => line switch
    {
        StatementLines.IncomeTotal or StatementLines.ExpenditureTotal or StatementLines.Surplus or StatementLines.Closing
            or StatementLines.Total => RowLevel.Total,
        StatementLines.ClosingPersonal or StatementLines.ClosingPooled => RowLevel.Part,
        _ => PlainReport.IsPart(line) ? RowLevel.Part : RowLevel.Line,
    };

    private static string Heading(string pools, string period) =>
        string.Create(CultureInfo.InvariantCulture, $"{pools}    {period}");

    private static SheetColumn Item(SheetWords words) => Text("item", words.Say("Item", "项目"));

    private static SheetColumn Slug(SheetWords words) => Text("line", words.Say("Line", "行次代码"));

    private static SheetColumn Text(string key, string heading) => new(key, heading, CellKind.Text);

    private static SheetColumn Money(string key, string heading) => new(key, heading, CellKind.Money);
}
