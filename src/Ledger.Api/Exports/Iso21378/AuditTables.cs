using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Periods;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Api.Exports.Iso21378;

/// <summary>
/// The general ledger in the manner of ISO 21378: tables of accounts, periods, users, journal entries, their lines and
/// the trial balance, each a CSV file, and a manifest with what an auditor checks first. The columns are our own.
/// </summary>
internal static class AuditTables
{
    public static async Task Write(ExportedBooks books, string folder, CancellationToken cancellationToken)
    {
        var turnovers = await Turnovers.Of(books, cancellationToken);
        var totals = new List<TableTotals>();
        totals.AddRange(await WriteBalances(books, turnovers, folder, cancellationToken));
        totals.Add(await WritePeriods(books, turnovers, folder, cancellationToken));
        totals.AddRange(await WriteEntries(books, folder, cancellationToken));
        await Manifest.Write(books, totals, folder, cancellationToken);
    }

    private static async Task<IReadOnlyList<TableTotals>> WriteBalances(
        ExportedBooks books, Turnovers turnovers, string folder, CancellationToken cancellationToken)
    {
        var accounts = new Dictionary<string, AccountMonth>(StringComparer.Ordinal);
        await using var balances = new CsvTable(folder, "GL_Trial_Balance.csv", "period", "account", "fund",
            "opening_debit", "opening_credit", "debit", "credit", "closing_debit", "closing_credit");
        await foreach (var (month, rows) in AccountMonths.Of(books, turnovers, cancellationToken))
        {
            foreach (var row in rows)
            {
                accounts.TryAdd(row.Name, row);
                await balances.Add(month.Iso(), row.Name, row.Fund.Text, Positive(row.Opening), Positive(-row.Opening),
                    row.Debit, row.Credit, Positive(row.Closing), Positive(-row.Closing));
            }
        }
        return
        [
            await WriteAccounts(books, accounts.Values, folder, cancellationToken),
            await balances.Finish(cancellationToken),
        ];
    }

    private static async Task<TableTotals> WriteAccounts(ExportedBooks books, IEnumerable<AccountMonth> accounts,
        string folder, CancellationToken cancellationToken)
    {
        await using var table = new CsvTable(folder, "BAS_Chart_Of_Accounts.csv", "account", "code", "code_verified",
            "name", "name_english", "type", "fund", "fund_name", "line");
        foreach (var row in accounts.OrderBy(row => row.Name, StringComparer.Ordinal))
        {
            await table.Add(row.Name, row.Account.Code, row.Account.Verified ? "yes" : "no", row.Account.Chinese,
                row.Account.English, row.Account.Side.ToString().ToLowerInvariant(), row.Fund.Text,
                books.Ledger.Funds.Find(row.Fund)?.Chinese, row.Line);
        }
        return await table.Finish(cancellationToken);
    }

    private static async Task<TableTotals> WritePeriods(
        ExportedBooks books, Turnovers turnovers, string folder, CancellationToken cancellationToken)
    {
        await using var table = new CsvTable(
            folder, "BAS_Accounting_Period.csv", "period", "year", "first_day", "last_day", "status");
        foreach (var month in AccountMonths.Asked(books, turnovers))
        {
            await table.Add(month.Iso(), month.Year, month.OnDayOfMonth(1).Iso(), month.LastDay().Iso(),
                Status(turnovers.Periods, month));
        }
        return await table.Finish(cancellationToken);
    }

    private static async Task<IReadOnlyList<TableTotals>> WriteEntries(
        ExportedBooks books, string folder, CancellationToken cancellationToken)
    {
        var users = new Users();
        await using var entries = new CsvTable(folder, "GL_Journal_Entry.csv", "entry", "period", "date", "type",
            "document", "voucher", "original", "user", "recorded", "reason", "note", "debit", "credit");
        await using var lines = new CsvTable(
            folder, "GL_Journal_Entry_Line.csv", "entry", "line", "account", "fund", "debit", "credit");
        await foreach (var entry in books.Entries(cancellationToken))
        {
            var (recorded, fact) = (entry.Recorded, entry.Entry);
            users.Add(recorded);
            await entries.Add(recorded.Position, fact.CashDate.ToYearMonth().Iso(), fact.CashDate.Iso(), recorded.Type,
                fact.Document.Text, fact.Voucher, fact.Original?.Text, recorded.Actor, StoredTime.Text(recorded.Recorded),
                fact.Reason, fact.Note, Sum(entry.Lines.Select(line => line.Debit)), Sum(entry.Lines.Select(line => line.Credit)));
            var number = 0;
            foreach (var line in entry.Lines)
                await lines.Add(recorded.Position, ++number, line.Account, line.Fund.Text, line.Debit, line.Credit);
        }
        return
        [
            await users.Write(folder, cancellationToken),
            await entries.Finish(cancellationToken), await lines.Finish(cancellationToken),
        ];
    }

    private static string Status(PeriodBook periods, YearMonth month) =>
        periods.IsHardClosed(month) ? "closed-hard" : periods.IsClosed(month) ? "closed" : "open";

    private static Money Positive(Money amount) => amount > Money.Zero ? amount : Money.Zero;

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);

    /// <summary>Who recorded the entries; the ledger knows them by what they are called in its events.</summary>
    private sealed class Users
    {
        private readonly SortedDictionary<string, (long First, long Last, long Entries)> _seen = new(StringComparer.Ordinal);

        public void Add(RecordedEvent recorded)
        {
            if (recorded.Actor is not { } user) return;
            _seen[user] = _seen.TryGetValue(user, out var seen)
                ? (seen.First, recorded.Position, seen.Entries + 1)
                : (recorded.Position, recorded.Position, 1);
        }

        public async Task<TableTotals> Write(string folder, CancellationToken cancellationToken)
        {
            await using var table = new CsvTable(
                folder, "BAS_User.csv", "user", "first_entry", "last_entry", "entries");
            foreach (var (user, seen) in _seen) await table.Add(user, seen.First, seen.Last, seen.Entries);
            return await table.Finish(cancellationToken);
        }
    }
}
