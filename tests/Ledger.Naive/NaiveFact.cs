using System.Globalization;

namespace Ledger.Naive;

/// <summary>A row of an events file. A column that the file has not, or that is not filled, is the empty text.</summary>
public sealed class NaiveFact
{
    private readonly IReadOnlyDictionary<string, string> _columns;

    /// <param name="number">Of the row, from 1, in the order of recording.</param>
    /// <param name="columns">Text by column.</param>
    public NaiveFact(int number, IReadOnlyDictionary<string, string> columns)
    {
        Number = number;
        _columns = columns;
        Fen = FenOf("amount");
        Day = DayOf("date");
    }

    public int Number { get; }

    public string this[string column] => _columns.GetValueOrDefault(column, "");

    public string Kind => this["kind"];

    public string Document => this["document"];

    public string Fund => this["fund"];

    public string Category => this["category"];

    public string Institution => this["institution"];

    public long Fen { get; }

    public DateOnly Day { get; }

    public bool Has(string column) => this[column].Length > 0;

    /// <summary>An amount in fen; 0 where it is not filled.</summary>
    public long FenOf(string column) =>
        Has(column) ? (long)(decimal.Parse(this[column], CultureInfo.InvariantCulture) * 100) : 0;

    public long NumberOf(string column) =>
        Has(column) ? long.Parse(this[column], CultureInfo.InvariantCulture) : 0;

    public DateOnly DayOf(string column) =>
        DateOnly.ParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public override string ToString() => $"row {Number}: {Kind} {Document} {Fund} {this["amount"]} {this["date"]}";
}
