using CsvHelper;
using Ledger.Domain.Publications;
using NodaTime;

namespace Ledger.Api.Publications;

/// <summary>
/// Reads publication files: UTF-8 CSV with a header, columns in any order. Nothing in them is guessed or
/// mended; what is not of the format is an error with its place, and reading goes on so that every bad row is
/// named at once.
/// </summary>
public sealed class PublicationFile
{
    private readonly List<PublicationRow> _rows = [];
    private readonly List<FileError> _errors = [];

    // Where each line, and each table's period, was first seen, over all files.
    private readonly Dictionary<(string, string, string, string), FileError> _lines = [];
    private readonly Dictionary<(string, string, string), (LocalDate From, LocalDate To)> _periods = [];

    private PublicationFile()
    {
    }

    /// <summary>The rows of all files, in order; only to be used when there is no error.</summary>
    public IReadOnlyList<PublicationRow> Rows => _rows;

    /// <summary>Everything wrong, in order.</summary>
    public IReadOnlyList<FileError> Errors => _errors;

    /// <summary>
    /// Reads the files as one: a line that stands in two of them is a line that stands twice.
    /// </summary>
    public static PublicationFile Read(IEnumerable<string> paths)
    {
        var all = new PublicationFile();
        foreach (var path in paths) all.ReadOne(path);
        return all;
    }

    private void ReadOne(string path)
    {
        var (text, error) = StrictText.Read(path);
        if (error is not null) _errors.Add(error);
        if (text is null) return;

        var malformed = new Dictionary<long, CsvMalformedReason>();
        using var csv = CsvReader.FromText(text, CsvReaderOptions.Default with
        {
            HasHeader = false,
            Separator = ',',
            TrackLineNumbers = true,
            // A quote left open must not swallow the rows after it.
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = record => malformed[record.LineNumber] = record.Reason,
        });
        if (!csv.Read())
        {
            _errors.Add(new(path, null, null, "is empty"));
            return;
        }
        var header = new PublicationHeader(Fields(csv));
        var top = new FileError(path, csv.LineNumber, null, "");
        if (malformed.TryGetValue(csv.LineNumber, out var badQuote))
            _errors.Add(top with { Reason = Describe(badQuote) });
        else if (header.Problems.Count > 0)
            _errors.AddRange(header.Problems.Select(bad => bad with { File = top.File, Line = top.Line }));
        else
            ReadRows(csv, header, path, malformed);
    }

    private void ReadRows(
        CsvReader csv, PublicationHeader header, string path, Dictionary<long, CsvMalformedReason> malformed)
    {
        var rows = 0;
        for (; csv.Read(); rows++)
        {
            var place = new FileError(path, csv.LineNumber, null, "");
            if (malformed.TryGetValue(csv.LineNumber, out var badQuote))
                _errors.Add(place with { Reason = Describe(badQuote) });
            else if (csv.FieldCount is var count && count != header.Count)
                _errors.Add(place with { Reason = $"{count} fields; the header has {header.Count}" });
            else
                AddRow(new PublicationFields(header.Name(Fields(csv)), place));
        }
        if (rows == 0) _errors.Add(new(path, null, null, "has a header and no rows"));
    }

    private void AddRow(PublicationFields fields)
    {
        var row = fields.Read();
        _errors.AddRange(fields.Errors);
        if (row is null) return;

        var line = (row.Publication, row.Pool, row.Fund, row.Line);
        var table = (row.Publication, row.Pool, row.Fund);
        if (!_lines.TryAdd(line, fields.Place))
        {
            var first = _lines[line];
            Refuse("line", $"'{row.Line}' twice: this publication has it at {first.File}:{first.Line}");
        }
        else if (!_periods.TryAdd(table, (row.From, row.To)) && _periods[table] != (row.From, row.To))
        {
            Refuse(_periods[table].From == row.From ? "to" : "from",
                "differs from the rows above: one publication gives one period of a fund");
        }
        _rows.Add(row);

        void Refuse(string column, string reason) =>
            _errors.Add(fields.Place with { Column = column, Reason = reason });
    }

    private static string[] Fields(CsvReader csv) =>
        [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quoted field is not closed at the end of the file",
        CsvMalformedReason.LineBreakInQuotes => "a quoted field is not closed at the end of the line",
        CsvMalformedReason.TextAfterClosingQuote => "text after the closing quote of a field",
        _ => "a quote inside a field that does not start with one",
    };
}
