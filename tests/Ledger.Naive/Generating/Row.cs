namespace Ledger.Naive.Generating;

/// <summary>A row of an events file that somebody might send: text by column.</summary>
public sealed class Row : Dictionary<string, string>
{
    public Row(string kind) : base(StringComparer.Ordinal) => this["kind"] = kind;

    public Row(Row other) : base(other, StringComparer.Ordinal)
    {
    }

    public string Of(string column) => this.GetValueOrDefault(column, "");

    /// <summary>The same row with another text in a column; an empty one leaves it out.</summary>
    public Row With(string column, string text)
    {
        var row = new Row(this);
        if (text.Length == 0) row.Remove(column);
        else row[column] = text;
        return row;
    }

    public override string ToString() => string.Join(' ', Values);
}
