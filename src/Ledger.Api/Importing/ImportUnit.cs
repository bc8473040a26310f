using Ledger.Domain.Events;

namespace Ledger.Api.Importing;

/// <summary>Rows that stand or fall together, with what is wrong with any of them.</summary>
/// <param name="key">What they share: the voucher, or kind and document; null for a row that cannot be told.</param>
internal sealed class ImportUnit((string, string)? key)
{
    private readonly List<EventsRow> _rows = [];
    private readonly List<FundEvent> _entries = [];
    private readonly List<ImportError> _errors = [];

    public (string, string)? Key { get; } = key;

    public IReadOnlyList<EventsRow> Rows => _rows;

    /// <summary>One a row, where no row is bad.</summary>
    public IReadOnlyList<FundEvent> Entries => _entries;

    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>Read from the fields, so that a bad row still belongs to its voucher.</summary>
    public static (string, string)? KeyOf(EventsRow row)
    {
        var fields = row.Fields;
        if (fields[EntryParser.IndexOf(EntryColumns.Voucher)] is { Length: > 0 } voucher) return ("voucher", voucher);
        return fields[EntryParser.IndexOf(EntryColumns.Document)] is { Length: > 0 } document
            ? (fields[EntryParser.IndexOf(EntryColumns.Kind)] ?? "", document)
            : null;
    }

    public void Add(EventsRow row, FundEvent? entry, IReadOnlyList<ImportError> errors)
    {
        _rows.Add(row);
        if (entry is not null) _entries.Add(entry);
        _errors.AddRange(errors);
    }
}
