using Ledger.Api.CommandLine;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;

namespace Ledger.Api.Importing;

/// <summary>Reads an events file row by row, with constant memory.</summary>
public sealed class EventsFile : IImportFile
{
    private readonly CsvTable _table;

    private EventsFile(string path, CsvTable table) => (Name, _table) = (path, table);

    public string Name { get; }

    public long Length => new FileInfo(Name).Length;

    public string HeaderText => _table.HeaderText;

    public long BytesRead => _table.BytesRead;

    public char Separator => ',';

    public bool NamesPeople => false;

    public bool RefundsAreWhole => false;

    /// <exception cref="UserError">No such file, a folder, or an encoding that is not known.</exception>
    public static EventsFile Open(string path, string? encoding) =>
        new(path, CsvTable.Open(path, encoding, EntryColumns.All, EntryColumns.Required));

    public Task<string> Hash(CancellationToken cancellationToken) => SourceFile.Hash(Name, cancellationToken);

    public IEnumerable<ImportRow> Read(FundCatalogue funds, bool keepRaw)
    {
        var parser = new EntryParser(funds);
        foreach (var row in _table.Rows(keepRaw))
        {
            var entry = Parse(row, parser, out var errors);
            yield return new(Name, row.Line, KeyOf(row), entry is null ? [] : [entry], errors, row.Raw);
        }
    }

    public string ColumnOf(FundEvent entry, string column) => column;

    public string Field(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Rows of one voucher, or of one document and kind, stand together. Read from the fields, so that a bad row still
    // belongs to its voucher.
    private static (string, string)? KeyOf(CsvRow row)
    {
        var fields = row.Fields;
        if (fields[EntryParser.IndexOf(EntryColumns.Voucher)] is { Length: > 0 } voucher) return ("voucher", voucher);
        return fields[EntryParser.IndexOf(EntryColumns.Document)] is { Length: > 0 } document
            ? (fields[EntryParser.IndexOf(EntryColumns.Kind)] ?? "", document)
            : null;
    }

    private FundEvent? Parse(CsvRow row, EntryParser parser, out IReadOnlyList<ImportError> errors)
    {
        if (row.Malformed is { } reason)
        {
            errors = [new(Name, row.Line, null, reason.In(UserLanguage.IsChinese))];
            return null;
        }
        var entry = parser.Parse(row.Fields, out var problems);
        errors = problems.Count == 0
            ? []
            : [.. problems.Select(problem => new ImportError(
                Name, row.Line, problem.Column, problem.Reason.In(UserLanguage.IsChinese)))];
        return entry;
    }
}
