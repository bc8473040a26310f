using Ledger.Domain;
using Ledger.Domain.Events;
using NodaTime;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Testing;

/// <summary>
/// Rows of an events file and the entries they mean, both ways, with every column of the contract. What the decision
/// added to an entry is in no column, so a row says no more than its sender did.
/// </summary>
public static class EntryRows
{
    private static readonly (string Column, Func<FundEvent, string?> Text)[] _columns =
    [
        (Kind, EventTypes.NameOf),
        (Document, entry => entry.Document.Text),
        (Voucher, entry => entry.Voucher),
        (Fund, entry => entry.Fund.IsNone ? null : entry.Fund.Text),
        (Amount, entry => entry.Amount == Money.Zero ? null : entry.Amount.ToString()),
        (Direction, entry => entry.Direction),
        (Date, entry => Iso(entry.CashDate)),
        (BankDate, entry => Iso(entry.BankDate)),
        (BusinessFrom, entry => Iso(entry.BusinessFrom)),
        (BusinessTo, entry => Iso(entry.BusinessTo)),
        (DueDate, entry => Iso(entry.DueDate)),
        (BudgetYear, entry => Number(entry.BudgetYear)),
        (Institution, entry => entry.Institution?.Text),
        (Person, entry => entry.Person?.Text),
        (PersonClass, entry => entry.PersonClass),
        (Persons, entry => Number(entry.Persons)),
        (Count, entry => Number(entry.Count)),
        (Payer, entry => entry.Payer),
        (Category, entry => entry.Category),
        (Counterparty, entry => entry.Counterparty),
        (ToFund, entry => entry.ToFund?.Text),
        (Account, entry => entry.Account),
        (ToAccount, entry => entry.ToAccount),
        (Line, entry => entry.Line),
        (Original, entry => entry.Original?.Text),
        (CaseNo, entry => entry.CaseNo),
        (Agency, entry => entry.Agency),
        (Channel, entry => entry.Channel),
        (Evidence, entry => entry.Evidence),
        (MedicalCost, entry => entry.MedicalCost?.ToString()),
        (InScopeCost, entry => entry.InScopeCost?.ToString()),
        (OutOfScopeCost, entry => entry.OutOfScopeCost?.ToString()),
        (SelfPaid, entry => entry.SelfPaid?.ToString()),
        (ExamCost, entry => entry.ExamCost?.ToString()),
        (Group, entry => entry.Group),
        (Points, entry => entry.Points),
        (Method, entry => entry.Method),
        (Policy, entry => entry.Policy),
        (Reason, entry => entry.Reason),
        (Note, entry => entry.Note),
    ];

    /// <summary>The columns that an entry fills.</summary>
    public static IReadOnlyDictionary<string, string> Of(FundEvent entry) => _columns
        .Select(column => (column.Column, Text: column.Text(entry)))
        .Where(field => !string.IsNullOrEmpty(field.Text))
        .ToDictionary(field => field.Column, field => field.Text!);

    /// <summary>The entry of a row, or null where a column of it is wrong.</summary>
    public static FundEvent? Parse(EntryParser parser, IReadOnlyDictionary<string, string> row) =>
        parser.Parse([.. All.Select(column => row.GetValueOrDefault(column))], out _);

    /// <summary>The entries of rows that stand or fall together; null where one of them is wrong.</summary>
    public static IReadOnlyList<FundEvent>? Parse(
        EntryParser parser, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var entries = rows.Select(row => Parse(parser, row)).ToList();
        return entries.Contains(null) ? null : [.. entries.OfType<FundEvent>()];
    }

    private static string? Iso(LocalDate? date) => date?.Iso();

    private static string? Number(long? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
