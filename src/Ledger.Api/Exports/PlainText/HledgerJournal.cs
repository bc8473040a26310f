using Ledger.Api.Accounting;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Exports.PlainText;

/// <summary>
/// The journal for hledger: the entries in order of recording, then every account declared and what it holds at the
/// ends of months asserted, in entries that move nothing. hledger orders by date itself.
/// </summary>
internal static class HledgerJournal
{
    public static async Task Write(ExportedBooks books, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        await writer.WriteAsync("commodity 1000.00 CNY\n\n");
        var accounts = new SortedSet<string>(StringComparer.Ordinal);
        var months = new HashSet<YearMonth>();
        await foreach (var entry in books.Entries(cancellationToken))
        {
            await writer.WriteAsync(PlainTextJournal.Of(JournalVerb.Answer(entry.Recorded, entry.Lines)));
            accounts.UnionWith(entry.Lines.Select(line => line.Account));
            months.Add(entry.Entry.CashDate.ToYearMonth());
        }
        foreach (var account in accounts) await writer.WriteAsync($"account {account}\n");
        await foreach (var (end, balances) in MonthEnds.Of(books, months, cancellationToken))
        {
            if (!balances.Any(row => row.Asserted)) continue;
            await writer.WriteAsync($"\n{end.Iso()} balances of the trial balance\n");
            foreach (var row in balances.Where(row => row.Asserted))
                await writer.WriteAsync($"    {row.Account}  0.00 CNY = {row.Balance} CNY\n");
        }
    }
}
