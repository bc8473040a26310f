using System.Text;
using CsvHelper;
using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Importing;

/// <summary>One row of a table: where it stands, and its fields in the order of the columns that the reader named.</summary>
/// <param name="Line">Number of the line on which it begins; the header is line 1.</param>
/// <param name="Fields">Null where the file does not have the column; of a malformed row as far as they can be told.</param>
/// <param name="Malformed">Why it is not a row of this file's columns.</param>
/// <param name="Raw">The row as it stands in the file; a quoted field that the file's end cut off is closed.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string?> Fields, Wording? Malformed, string Raw);

/// <summary>
/// A CSV file with a header row, columns in any order, in UTF-8 or GB18030: read row by row, with constant memory. A column
/// that is not known, stands twice or is missing is refused by name; so is a file that is not of its encoding.
/// </summary>
public sealed class CsvTable
{
    /// <summary>Longest row in bytes, so that a missing quotation mark does not read a whole file into one.</summary>
    private const int RowBytesMax = 256 * 1024;

    private const int NameShownMax = 40;

    private readonly string _path;
    private readonly Encoding _encoding;
    private readonly IReadOnlyList<string> _columns;
    private readonly IReadOnlyList<string> _required;

    private CsvTable(string path, Encoding encoding, IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        (_path, _encoding) = (path, encoding);
        (_columns, _required) = (columns, required);
    }

    /// <summary>The header as it stands in the file; known once <see cref="Rows"/> runs.</summary>
    public string HeaderText { get; private set; } = "";

    /// <summary>Bytes read so far by the running <see cref="Rows"/>; for showing progress.</summary>
    public long BytesRead { get; private set; }

    /// <param name="path">As the user wrote it.</param>
    /// <param name="encoding">As the user named it; UTF-8 where that is null.</param>
    /// <param name="columns">All columns that it may have.</param>
    /// <param name="required">Those that it must have.</param>
    /// <exception cref="UserError">No such file, a folder, or an encoding that is not known.</exception>
    public static CsvTable Open(
        string path, string? encoding, IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        SourceFile.ShouldExist(path);
        return new(path, encoding?.ToLowerInvariant() switch
        {
            null or "utf-8" or "utf8" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
            "gb18030" or "gbk" or "gb2312" => CodePagesEncodingProvider.Instance.GetEncoding("gb18030",
                EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
            _ => throw new UserError(UserLanguage.Say($"encoding '{encoding}' is not known; use utf-8 or gb18030",
                $"不认识编码“{encoding}”,请用 utf-8 或 gb18030")),
        }, columns, required);
    }

    /// <summary>The rows, in order. The header is checked before the first.</summary>
    /// <param name="keepRaw">Whether each row's own text is wanted, for the file of bad rows.</param>
    /// <exception cref="ImportRefusedException">The file as a whole cannot be read: its header, its encoding.</exception>
    public IEnumerable<CsvRow> Rows(bool keepRaw)
    {
        using var stream = SourceFile.OpenRead(_path);
        using var reader = new StreamReader(stream, _encoding, detectEncodingFromByteOrderMarks: false);
        CsvMalformedReason? malformed = null;
        using var csv = CsvReader.Create(reader, CsvReaderOptions.Default with
        {
            HasHeader = false,
            Separator = ',',
            TrackLineNumbers = true,
            PoolStrings = true,
            MaxRecordSize = RowBytesMax,
            OnMalformedRecord = record => malformed = record.Reason,
        });
        if (!Advance(csv)) throw Refused(1, null, EventsFileText.Empty);
        if (malformed is { } bad) throw Refused(1, null, EventsFileText.Of(bad));
        HeaderText = Encoding.UTF8.GetString(csv.RawRecord);
        var places = Header([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        var rows = 0;
        for (; Advance(csv); rows++)
        {
            BytesRead = stream.Position;
            yield return Row(csv, places, malformed, keepRaw);
            malformed = null;
        }
        if (rows == 0) throw Refused(1, null, EventsFileText.HeaderOnly);
    }

    private int LineThatIsNoText()
    {
        using var stream = SourceFile.OpenRead(_path);
        return UndecodableLine.In(stream, _encoding);
    }

    private bool Advance(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (DecoderFallbackException)
        {
            throw Refused(LineThatIsNoText(), null,
                _encoding is UTF8Encoding ? EventsFileText.NotUtf8 : EventsFileText.NotGb18030);
        }
        catch (IOException error)
        {
            throw new UserError(UserLanguage.Say(
                $"{_path}: cannot be read to its end: {error.Message}", $"{_path}: 未能读到文件末尾: {error.Message}"));
        }
        catch (CsvFormatException)
        {
            throw Refused((int)csv.LineNumber + 1, null, EventsFileText.RowTooLong(RowBytesMax / 1024));
        }
    }

    private int[] Header(string[] header)
    {
        List<string> known = [.. _columns];
        var places = new int[header.Length];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < header.Length; index++)
        {
            var name = header[index].Trim();
            if (!known.Contains(name))
            {
                // What is no column may be anything, a whole file of one line too.
                var shown = name.Length <= NameShownMax ? name : name[..NameShownMax] + "…";
                throw Refused(1, shown, EventsFileText.ColumnUnknown(shown));
            }
            if (!seen.Add(name)) throw Refused(1, name, EventsFileText.ColumnTwice(name));
            places[index] = known.IndexOf(name);
        }
        foreach (var needed in _required)
        {
            if (!seen.Contains(needed)) throw Refused(1, needed, EventsFileText.ColumnMissing(needed));
        }
        return places;
    }

    private CsvRow Row(CsvReader csv, int[] places, CsvMalformedReason? malformed, bool keepRaw)
    {
        var line = (int)csv.LineNumber;
        var raw = keepRaw ? Encoding.UTF8.GetString(csv.RawRecord) : "";
        var fields = new string?[_columns.Count];
        var told = Math.Min(csv.FieldCount, places.Length);
        for (var index = 0; index < told; index++) fields[places[index]] = csv.GetString(index);
        if (malformed is CsvMalformedReason.UnterminatedQuote && keepRaw) raw += '"';
        if (malformed is { } reason) return new(line, fields, EventsFileText.Of(reason), raw);
        return csv.FieldCount == places.Length
            ? new(line, fields, null, raw)
            : new(line, fields, EventsFileText.OtherFieldCount(csv.FieldCount, places.Length), raw);
    }

    private ImportRefusedException Refused(int line, string? column, Wording reason) =>
        new(new(_path, line, column, reason.In(UserLanguage.IsChinese)));
}

/// <summary>The file cannot be taken at all; nothing of it was written.</summary>
public sealed class ImportRefusedException(ImportError error) : Exception(error.Reason)
{
    public ImportError Error { get; } = error;
}
