using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Api.Forms;

/// <summary>
/// 支出户存款余额调节表: the books' balance of the expenditure account at a month's end, and what the bank has on another day
/// than the books (<c>bank_date</c>), which together say what the bank's statement must show.
/// </summary>
internal static class ReconciliationForm
{
    private const string Account = "expenditure-account";
    private const string Line = StatementLines.Bank + "." + Account;

    private static readonly Group[] _groups =
    [
        new("received-by-us", "Received by us, not yet by the bank", "单位已收、银行未收"),
        new("paid-by-us", "Paid by us, not yet by the bank", "单位已付、银行未付"),
        new("received-by-bank", "Received by the bank, not yet by us", "银行已收、单位未收"),
        new("paid-by-bank", "Paid by the bank, not yet by us", "银行已付、单位未付"),
    ];

    /// <param name="bankBalance">What the bank's statement shows; null where it is not at hand.</param>
    public static async Task<Report> Of(LedgerContext ledger, PoolCode pool, YearMonth month, Money? bankBalance,
        KnownPoint known, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var end = month.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth);
        var sums = (await snapshot.Sums([(null, end)], cancellationToken))[0];
        var book = snapshot.Funds.Keys.SelectMany(fund => BalanceSheet.Of(ledger.Chart, [(fund, sums.Of(fund))]).Assets)
            .Where(row => row.Account.Line == Line).Aggregate(Money.Zero, (sum, row) => sum + row.Amount);
        var items = new List<(string Group, Money Amount, UnmatchedDayAnswer Answer)>();
        var journal = new Journal(ledger.Chart);
        await foreach (var recorded in ledger.Store.Read(pool, 1, snapshot.Position, cancellationToken))
        {
            var entry = (FundEvent)recorded.Body;
            if (entry.BankDate is not { } bankDate || (entry.CashDate <= end) == (bankDate <= end)) continue;
            foreach (var moved in journal.Movements(entry).Where(moved => moved.Line == Line && moved.Amount != Money.Zero))
            {
                var received = moved.Amount > Money.Zero;
                var group = $"{(received ? "received" : "paid")}-by-{(entry.CashDate <= end ? "us" : "bank")}";
                var amount = received ? moved.Amount : -moved.Amount;
                items.Add((group, amount, new(group, recorded.Position, entry.Document.Text, moved.Fund.Text,
                    entry.CashDate.Iso(), bankDate.Iso(), amount.ToString())));
            }
        }
        var adjusted = book + Of("received-by-bank") - Of("paid-by-bank");
        var expected = adjusted - Of("received-by-us") + Of("paid-by-us");
        var answer = new ReconciliationAnswer(pool.Text, Account, end.Iso(), snapshot.Position, book.ToString(),
            [.. _groups.SelectMany(group => items.Where(item => item.Group == group.Id).Select(item => item.Answer))],
            adjusted.ToString(), expected.ToString(), bankBalance?.ToString(), (bankBalance - expected)?.ToString());
        return FormReport.Of(ledger, answer, answer.Pool, answer.Position, words => Sheet(answer, words), Csv(answer),
            finding: bankBalance is { } given && given != expected);

        Money Of(string group) => items.Where(item => item.Group == group).Aggregate(Money.Zero, (sum, item) => sum + item.Amount);
    }

    private static List<IReadOnlyList<string?>> Csv(ReconciliationAnswer answer) => SheetCsv.Of(
        [("pool", answer.Pool), ("account", answer.Account), ("as_of", answer.AsOf)],
        ["part", "position", "document", "fund", "date", "bank_date", "amount"],
        [
            Balance("book-balance", answer.BookBalance),
            .. answer.Items.Select(item => (string?[])
            [
                item.Group, item.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), item.Document, item.Fund,
                item.Date, item.BankDate, item.Amount,
            ]),
            Balance("adjusted-balance", answer.AdjustedBalance), Balance("expected-bank-balance", answer.ExpectedBankBalance),
            .. answer.BankBalance is null ? (string?[][])[]
                : [Balance("bank-balance", answer.BankBalance), Balance("difference", answer.Difference)],
        ]);

    private static string?[] Balance(string part, string? amount) => [part, null, null, null, null, null, amount];

    private static Sheet Sheet(ReconciliationAnswer answer, SheetWords words)
    {
        var rows = new List<SheetRow> { Sum(words.Say("Balance of the books", "单位账面余额"), answer.BookBalance) };
        Groups("received-by-bank", "paid-by-bank");
        rows.Add(Sum(words.Say("Adjusted balance", "调节后余额"), answer.AdjustedBalance));
        Groups("received-by-us", "paid-by-us");
        rows.Add(Sum(words.Say("What the bank's statement must show", "推算银行对账单余额"), answer.ExpectedBankBalance));
        if (answer.BankBalance is { } bank)
        {
            rows.Add(Sum(words.Say("The bank's statement", "银行对账单余额"), bank));
            rows.Add(Sum(words.Say("Difference", "差额"), answer.Difference!));
        }
        return new("reconciliation", words.Say("Reconciliation of the expenditure account", "支出户存款余额调节表"),
            $"{words.Pool(answer.Pool)}    {words.AsOf(answer.AsOf)}",
            [
                new("item", words.Say("Item", "项目"), CellKind.Text), new("document", words.Say("Document", "单据号"), CellKind.Text),
                new("date", words.Say("In the books", "记账日期"), CellKind.Date), new("bank_date", words.Say("At the bank", "银行日期"), CellKind.Date),
                new("amount", words.Say("Amount", "金额"), CellKind.Money),
            ], rows)
        {
            Unit = words.Yuan, Signatures = words.Signatures("reconciliation"),
            Notes = answer.BankBalance is null
                ? [words.Say("The bank's own balance was not given (--bank-balance).", "未录入银行对账单余额(--bank-balance)。")] : [],
        };

        void Groups(params string[] ids)
        {
            foreach (var group in _groups.Where(group => ids.Contains(group.Id)))
            {
                rows.Add(new(RowLevel.Heading, [(group.Id.StartsWith("received", StringComparison.Ordinal) == ids[0].EndsWith("bank", StringComparison.Ordinal)
                    ? words.Say("Add: ", "加:") : words.Say("Less: ", "减:")) + words.Say(group.English, group.Chinese)]));
                rows.AddRange(answer.Items.Where(item => item.Group == group.Id).Select(item => new SheetRow(RowLevel.Part,
                    [words.Fund(item.Fund), item.Document, item.Date, item.BankDate, item.Amount])));
            }
        }

        static SheetRow Sum(string name, string amount) => new(RowLevel.Total, [name, null, null, null, amount]);
    }

    private sealed record Group(string Id, string English, string Chinese);
}
