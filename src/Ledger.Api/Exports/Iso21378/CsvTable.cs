using Ledger.Api.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Domain;

namespace Ledger.Api.Exports.Iso21378;

/// <summary>What a manifest says of a table.</summary>
/// <param name="Sums">Of each column of amounts.</param>
internal sealed record TableTotals(
    string Name, long Rows, long Bytes, string Sha256, IReadOnlyDictionary<string, string> Sums);

/// <summary>A table that is being written: a CSV file with a header row, LF at the end of each.</summary>
internal sealed class CsvTable : IAsyncDisposable
{
    private readonly string _path;
    private readonly string[] _columns;
    private readonly StreamWriter _writer;
    private readonly SortedDictionary<string, decimal> _sums = new(StringComparer.Ordinal);
    private long _rows;

    public CsvTable(string folder, string name, params string[] columns)
    {
        (_path, _columns) = (Path.Combine(folder, name), columns);
        _writer = new(_path);
        _writer.Write(string.Join(',', columns) + "\n");
    }

    /// <summary>One cell a column: amounts, whole numbers and texts; null is an empty cell.</summary>
    public async Task Add(params object?[] cells)
    {
        if (cells.Length != _columns.Length) throw new ArgumentException($"{_path} has {_columns.Length} columns.", nameof(cells));
        _rows++;
        for (var index = 0; index < cells.Length; index++)
        {
            if (cells[index] is not Money amount) continue;
            _sums[_columns[index]] = _sums.GetValueOrDefault(_columns[index]) + (amount.Fen / 100m);
        }
        await _writer.WriteAsync(string.Join(',', cells.Select(Cell)) + "\n");
    }

    /// <summary>Ends the file and reads it once more for its hash.</summary>
    public async Task<TableTotals> Finish(CancellationToken cancellationToken)
    {
        await _writer.DisposeAsync();
        await using var written = File.OpenRead(_path);
        var hash = await SHA256.HashDataAsync(written, cancellationToken);
        return new(Path.GetFileName(_path), _rows, written.Length, Convert.ToHexStringLower(hash),
            _sums.ToDictionary(sum => sum.Key, sum => sum.Value.ToString("0.00", CultureInfo.InvariantCulture)));
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    // Amounts and numbers are no formulas; only texts are anybody's words.
    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => CsvText.Cell(text),
        Money amount => amount.ToString(),
        long number => number.ToString(CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"a {value.GetType().Name} is no cell", nameof(value)),
    };
}
