using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>The fields of one row of a file from outside, and what is wrong with them.</summary>
internal sealed class OutsideFields(string file, CsvRow row, IReadOnlyList<string> columns, ICollection<ImportError> errors)
{
    private const int TextLengthMax = 200;
    private const long CountMax = 1_000_000_000_000;

    private readonly int _errorsBefore = errors.Count;

    /// <summary>Whether every field that was read so far is good.</summary>
    public bool AreGood => errors.Count == _errorsBefore;

    public int Line => row.Line;

    /// <summary>The field as it stands; empty where the file has no such column.</summary>
    public string this[string column] => row.Fields[Place(column)] ?? "";

    public LocalDate Date(string column)
    {
        if (!CashDates.TryParse(this[column], out var date)) Refuse(column, OutsideFileText.NoDate(this[column]));
        return date;
    }

    /// <summary>Yuan; above zero unless <paramref name="signed"/>.</summary>
    public Money Amount(string column, bool signed = false)
    {
        var (text, isNegative) = (this[column], signed && this[column].StartsWith('-'));
        if (Amounts.TryParse(isNegative ? text[1..] : text, out var amount) is { } problem) Refuse(column, problem);
        else if (amount == Money.Zero && !signed) Refuse(column, OutsideFileText.ZeroAmount);
        return isNegative ? -amount : amount;
    }

    /// <summary>A whole number from 0; null where the field is empty.</summary>
    public long? Count(string column)
    {
        if (this[column].Length == 0) return null;
        if (long.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= CountMax) return count;
        Refuse(column, OutsideFileText.NoCount(this[column]));
        return null;
    }

    public FundCode Fund(string column, FundCatalogue funds)
    {
        if (!FundCode.TryParse(this[column], out var fund) || funds.Find(fund) is null)
            Refuse(column, OutsideFileText.FundNotKnown(this[column]));
        return fund;
    }

    public string Choice(string column, IReadOnlyList<string> choices)
    {
        if (!choices.Contains(this[column])) Refuse(column, OutsideFileText.NoChoice(this[column], choices));
        return this[column];
    }

    /// <summary>Words without control characters; may be empty.</summary>
    public string Text(string column)
    {
        var text = this[column].Trim();
        if (text.Length > TextLengthMax || text.Any(char.IsControl)) Refuse(column, OutsideFileText.BadText(TextLengthMax));
        return text;
    }

    public void Refuse(string? column, Wording reason) =>
        errors.Add(new(file, row.Line, column, reason.In(UserLanguage.IsChinese)));

    private int Place(string column)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index] == column) return index;
        }
        throw new ArgumentOutOfRangeException(nameof(column), column, "no column of this file");
    }
}
