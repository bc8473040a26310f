using System.Globalization;
using NodaTime;

namespace Ledger.Testing.YearInTheLife;

/// <summary>
/// One row of an events file, and what the made-up year counts of it: the statement lines that it books and the money
/// that it takes from the expenditure account. Both by signs of its own, so that nothing under test decides them.
/// </summary>
internal sealed class SampleRow
{
    internal static readonly IReadOnlyList<string> Columns =
    [
        "kind", "document", "voucher", "fund", "amount", "direction", "date", "bank_date", "business_from",
        "business_to", "due_date", "budget_year", "institution", "person", "persons", "count", "payer", "category",
        "counterparty", "to_fund", "account", "to_account", "line", "original", "case_no", "channel", "medical_cost",
        "in_scope_cost", "out_of_scope_cost", "self_paid", "exam_cost", "points", "method", "reason", "note",
    ];

    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);
    private readonly List<(string Fund, string Line, long Fen)> _booked = [];

    /// <param name="fund">Empty for a fact of the whole pool.</param>
    /// <param name="fen">Zero where the kind moves no money.</param>
    internal SampleRow(string kind, string document, string fund, long fen, LocalDate date)
    {
        (Document, Fund, Fen, Date) = (document, fund, fen, date);
        Put("kind", kind).Put("document", document).Put("fund", fund).Put("date", Iso(date));
        if (fen > 0) Put("amount", Yuan(fen));
    }

    internal string Document { get; }

    internal string Fund { get; }

    internal long Fen { get; }

    internal LocalDate Date { get; }

    internal long Spent { get; private set; }

    internal IEnumerable<(string Fund, string Line, long Fen)> Booked => _booked;

    internal static string Yuan(long fen) =>
        string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:00}");

    internal SampleRow Put(string column, string value)
    {
        _cells[column] = value;
        return this;
    }

    internal SampleRow Put(string column, long value) => Put(column, value.ToString(CultureInfo.InvariantCulture));

    internal SampleRow At(Institution institution) => Put("institution", institution.Code);

    internal SampleRow By(string payer) => Put("payer", payer);

    internal SampleRow As(string category) => Put("category", category);

    internal SampleRow Of(SampleRow original) => Put("original", original.Document);

    internal SampleRow Care(LocalDate from, LocalDate to) => Put("business_from", Iso(from)).Put("business_to", Iso(to));

    internal SampleRow Due(LocalDate day) => Put("due_date", Iso(day));

    internal SampleRow AtBank(LocalDate day) => Put("bank_date", Iso(day));

    internal SampleRow Because(string reason) => Put("reason", reason);

    internal SampleRow Note(string note) => Put("note", note);

    /// <summary>It raises, or with sign -1 lowers, the line of its fund.</summary>
    internal SampleRow Books(string line, int sign = 1) => Books(Fund, line, sign);

    internal SampleRow Books(string fund, string line, int sign)
    {
        _booked.Add((fund, line, sign * Fen));
        return this;
    }

    /// <summary>It takes money from the expenditure account, or with sign -1, netted in a voucher, leaves it there.</summary>
    internal SampleRow Spends(int sign = 1)
    {
        Spent = sign * Fen;
        return this;
    }

    internal string Csv() => string.Join(',', Columns.Select(column => Quoted(_cells.GetValueOrDefault(column, ""))));

    private static string Quoted(string text) =>
        text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;

    private static string Iso(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
