using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Domain.Corrections;

/// <summary>
/// A recorded entry, every leg of it, is reversed and recorded anew with some of its columns changed: rows of one
/// voucher, so that both happen or neither does.
/// </summary>
/// <param name="Kind">The kind of the entry that was wrong.</param>
/// <param name="Document">Its document.</param>
/// <param name="NewDocument">The document of the reversal and of the new entry; also their voucher, unless one is given.</param>
/// <param name="Date">The cash date of both: that of the original stays as it was closed.</param>
/// <param name="Reason">Why it was wrong.</param>
/// <param name="Fund">The leg that changes; null changes every leg.</param>
/// <param name="Changes">New texts by column; null or empty takes the column out.</param>
public sealed record Correction(string Kind, DocumentId Document, DocumentId NewDocument, LocalDate Date, string Reason,
    FundCode? Fund, IReadOnlyDictionary<string, string?> Changes)
{
    private const string Mark = "-C";

    /// <summary>The number of a correction where none is given: that of the original, counted on.</summary>
    public static string NumberAfter(DocumentId document)
    {
        var text = document.Text;
        var place = text.LastIndexOf(Mark, StringComparison.Ordinal);
        return place > 0 && int.TryParse(text.AsSpan(place + Mark.Length), out var count) && count > 0
            ? $"{text[..place]}{Mark}{count + 1}"
            : $"{text}{Mark}1";
    }

    /// <summary>The rows to send: the reversal first.</summary>
    /// <param name="legs">The recorded entries of the kind and document.</param>
    /// <param name="parser">Checks the shape of what is changed.</param>
    /// <param name="problems">What is wrong with the changes; empty when the rows are well formed.</param>
    public IReadOnlyList<FundEvent> Rows(
        IReadOnlyList<FundEvent> legs, EntryParser parser, out IReadOnlyList<EntryProblem> problems)
    {
        problems = [];
        var voucher = Changes.GetValueOrDefault(EntryColumns.Voucher) is { Length: > 0 } given ? given : NewDocument.Text;
        var rows = new List<FundEvent>
        {
            new EntryReversed
            {
                Document = NewDocument, Voucher = voucher, Original = Document, Category = Kind, CashDate = Date,
                Reason = Reason,
            },
        };
        foreach (var leg in legs)
        {
            var fields = EntryFields.Of(leg);
            Keep(leg, fields);
            if (Fund is null || leg.Fund == Fund)
            {
                foreach (var (column, text) in Changes) fields[EntryParser.IndexOf(column)] = text;
            }
            fields[EntryParser.IndexOf(EntryColumns.Document)] = NewDocument.Text;
            fields[EntryParser.IndexOf(EntryColumns.Voucher)] = voucher;
            fields[EntryParser.IndexOf(EntryColumns.Date)] = Date.Iso();
            if (parser.Parse(fields, out problems) is not { } row) return [];
            rows.Add(row);
        }
        return rows;
    }

    // The books move to another day; the bank's line and the care stay where they were.
    private void Keep(FundEvent leg, string?[] fields)
    {
        if (leg.CashDate == Date || leg.Amount == Money.Zero) return;
        fields[EntryParser.IndexOf(EntryColumns.BankDate)] ??= leg.CashDate.Iso();
        fields[EntryParser.IndexOf(EntryColumns.BusinessFrom)] ??= leg.CashDate.Iso();
    }
}
