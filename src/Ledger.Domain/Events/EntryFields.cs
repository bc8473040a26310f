using System.Globalization;
using NodaTime;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Events;

/// <summary>An entry as the row of an events file that would send it; what the decision added is left out.</summary>
public static class EntryFields
{
    /// <summary>One text a column of <see cref="All"/>; null is "not said".</summary>
    public static string?[] Of(FundEvent entry)
    {
        var fields = new string?[All.Count];
        foreach (var (column, text) in Texts(entry)) fields[EntryParser.IndexOf(column)] = text;
        return fields;
    }

    private static (string Column, string? Text)[] Texts(FundEvent entry) =>
    [
        (Kind, EventTypes.NameOf(entry)), (Document, entry.Document.Text), (Voucher, entry.Voucher),
        (Fund, entry.Fund.IsNone ? null : entry.Fund.Text),
        (Amount, entry.Amount == Money.Zero ? null : entry.Amount.ToString()), (Direction, entry.Direction),
        (Date, entry.CashDate.Iso()), (BankDate, Iso(entry.BankDate)), (BusinessFrom, Iso(entry.BusinessFrom)),
        (BusinessTo, Iso(entry.BusinessTo)), (DueDate, Iso(entry.DueDate)), (BudgetYear, Number(entry.BudgetYear)),
        (Institution, entry.Institution?.Text), (Person, entry.Person?.Text), (PersonClass, entry.PersonClass),
        (Persons, Number(entry.Persons)), (Count, Number(entry.Count)), (Payer, entry.Payer),
        (Category, entry.Category), (Counterparty, entry.Counterparty), (ToFund, entry.ToFund?.Text),
        (Account, entry.Account), (ToAccount, entry.ToAccount), (Line, entry.Line), (Original, entry.Original?.Text),
        (CaseNo, entry.CaseNo), (Agency, entry.Agency), (Channel, entry.Channel), (Evidence, entry.Evidence),
        (MedicalCost, entry.MedicalCost?.ToString()), (InScopeCost, entry.InScopeCost?.ToString()),
        (OutOfScopeCost, entry.OutOfScopeCost?.ToString()), (SelfPaid, entry.SelfPaid?.ToString()),
        (ExamCost, entry.ExamCost?.ToString()), (Group, entry.Group), (Points, entry.Points), (Method, entry.Method),
        (Policy, entry.Policy), (Reason, entry.Reason), (Note, entry.Note),
    ];

    private static string? Iso(LocalDate? date) => date?.Iso();

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
