using System.Text;
using Ledger.Api.Figures;

namespace Ledger.Api.Accounting;

/// <summary>A journal entry in the plain text that hledger reads; debits positive, credits negative, in CNY.</summary>
public static class PlainTextJournal
{
    public static string Of(JournalEntryAnswer entry)
    {
        var text = new StringBuilder();
        // A bracket would end the code and a semicolon begin a comment.
        var document = entry.Document.Replace('(', '[').Replace(')', ']').Replace(';', ',');
        text.Append(System.Globalization.CultureInfo.InvariantCulture,
            $"{entry.Date} ({document}) {entry.Kind}  ; position: {entry.Position}\n");
        foreach (var line in entry.Lines)
        {
            var amount = line.Debit == "0.00" ? $"-{line.Credit}" : line.Debit;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"    {line.Account}  {amount} CNY\n");
        }
        return text.Append('\n').ToString();
    }
}
