using Ledger.Domain.Events;

namespace Ledger.Api.Importing;

/// <summary>Rows that stand or fall together, with what is wrong with any of them.</summary>
/// <param name="key">What they share; null for a row that stands alone.</param>
internal sealed class ImportUnit((string, string)? key)
{
    private readonly List<ImportRow> _rows = [];
    private readonly List<FundEvent> _entries = [];
    private readonly List<ImportRow> _rowOfEntry = [];
    private readonly List<ImportError> _errors = [];

    public (string, string)? Key { get; } = key;

    public IReadOnlyList<ImportRow> Rows => _rows;

    /// <summary>Those of all rows, where no row is bad; none where no row moves money.</summary>
    public IReadOnlyList<FundEvent> Entries => _entries;

    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>The row that an entry comes from.</summary>
    public ImportRow RowOf(int entry) => _rowOfEntry[entry];

    public void Add(ImportRow row)
    {
        _rows.Add(row);
        foreach (var entry in row.Entries)
        {
            _entries.Add(entry);
            _rowOfEntry.Add(row);
        }
        _errors.AddRange(row.Errors);
    }
}
