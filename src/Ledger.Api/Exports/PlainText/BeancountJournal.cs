using Ledger.Domain;
using Ledger.Domain.Accounting;
using NodaTime;

namespace Ledger.Api.Exports.PlainText;

/// <summary>
/// The journal for beancount: the entries in order of recording, then every account opened and what it holds at the
/// ends of months asserted to the fen. beancount orders by date itself, and a balance is that of the day's beginning.
/// </summary>
internal static class BeancountJournal
{
    public static async Task Write(ExportedBooks books, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        await writer.WriteAsync($"option \"title\" {Quoted($"{books.PoolName} {books.Pool}".TrimStart())}\n"
            + "option \"operating_currency\" \"CNY\"\n\n");
        var accounts = new SortedDictionary<string, Posting>(StringComparer.Ordinal);
        var months = new HashSet<YearMonth>();
        var first = LocalDate.MaxIsoValue;
        await foreach (var entry in books.Entries(cancellationToken))
        {
            await writer.WriteAsync(Transaction(entry, books.Ledger.Chart));
            foreach (var line in entry.Lines) accounts.TryAdd(line.Account, line);
            months.Add(entry.Entry.CashDate.ToYearMonth());
            first = LocalDate.Min(first, entry.Entry.CashDate);
        }
        foreach (var line in accounts.Values) await writer.WriteAsync(Opening(first, line, books.Ledger.Chart));
        await foreach (var (end, balances) in MonthEnds.Of(books, months, cancellationToken))
        {
            var next = end.PlusDays(1).Iso();
            foreach (var row in balances.Where(row => row.Asserted))
            {
                var name = BeancountName.Of(books.Ledger.Chart, row.Fund, row.Account);
                await writer.WriteAsync($"{next} balance {name}  {WithBelow(row, balances)} ~ 0.00 CNY\n");
            }
            await writer.WriteAsync("\n");
        }
    }

    // beancount asserts an account together with those below it.
    private static Money WithBelow(MonthEndBalance account, IEnumerable<MonthEndBalance> all) => all
        .Where(row => row.Account == account.Account
            || row.Account.StartsWith(account.Account + ":", StringComparison.Ordinal))
        .Aggregate(Money.Zero, (sum, row) => sum + row.Balance);

    private static string Transaction(ExportedEntry entry, ChartOfAccounts chart)
    {
        var fact = entry.Entry;
        var lines = entry.Lines.Select(line =>
            $"  {BeancountName.Of(chart, line.Fund, line.Account)}  {line.Debit - line.Credit} CNY\n");
        return $"{fact.CashDate.Iso()} * {Quoted(entry.Recorded.Type)} {Quoted(fact.Document.Text)}\n"
            + $"  position: {entry.Recorded.Position}\n"
            + (fact.Voucher is { } voucher ? $"  voucher: {Quoted(voucher)}\n" : "")
            + string.Concat(lines) + "\n";
    }

    private static string Opening(LocalDate first, Posting line, ChartOfAccounts chart)
    {
        var account = chart.Of(line.Line);
        return $"{first.Iso()} open {BeancountName.Of(chart, line.Fund, line.Account)} CNY\n"
            + $"  account: {Quoted(line.Account)}\n"
            + $"  code: {Quoted(account.Code)}\n"
            + $"  name: {Quoted(account.Chinese)}\n\n";
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
