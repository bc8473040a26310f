using Ledger.Domain;
using Ledger.Domain.Events;

namespace Ledger.Testing;

/// <summary>Writes submissions as an events file, one row an entry, in their order.</summary>
public static class EventsCsv
{
    private static readonly (string Column, Func<FundEvent, string?> Text)[] _columns =
    [
        (EntryColumns.Kind, EventTypes.NameOf),
        (EntryColumns.Document, entry => entry.Document.Text),
        (EntryColumns.Voucher, entry => entry.Voucher),
        (EntryColumns.Fund, entry => entry.Fund.Text),
        (EntryColumns.Amount, entry => entry.Amount == Money.Zero ? null : entry.Amount.ToString()),
        (EntryColumns.Date, entry => entry.CashDate.Iso()),
        (EntryColumns.DueDate, entry => entry.DueDate?.Iso()),
        (EntryColumns.Institution, entry => entry.Institution?.Text),
        (EntryColumns.Person, entry => entry.Person?.Text),
        (EntryColumns.Payer, entry => entry.Payer),
        (EntryColumns.Category, entry => entry.Category),
        (EntryColumns.Counterparty, entry => entry.Counterparty),
        (EntryColumns.Original, entry => entry.Original?.Text),
        (EntryColumns.CaseNo, entry => entry.CaseNo),
        (EntryColumns.Channel, entry => entry.Channel),
        (EntryColumns.MedicalCost, entry => entry.MedicalCost?.ToString()),
        (EntryColumns.Reason, entry => entry.Reason),
    ];

    /// <returns>How many rows were written.</returns>
    public static async Task<int> Write(string path, IEnumerable<IReadOnlyList<FundEvent>> submissions)
    {
        var rows = 0;
        await using var file = new StreamWriter(path) { NewLine = "\n" };
        await file.WriteLineAsync(string.Join(',', _columns.Select(column => column.Column)));
        foreach (var entry in submissions.SelectMany(entries => entries))
        {
            await file.WriteLineAsync(string.Join(',', _columns.Select(column => column.Text(entry))));
            rows++;
        }
        return rows;
    }
}
