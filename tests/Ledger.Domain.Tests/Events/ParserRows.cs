using System.Globalization;
using Ledger.Domain.Events;
using NodaTime;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Tests.Events;

/// <summary>Rows of an events file as the parser takes them.</summary>
internal static class ParserRows
{
    /// <summary>A value of its own in every column that a premium does not need.</summary>
    internal static readonly (string, string)[] EveryOtherColumn =
    [
        (Voucher, "V-1"), (Direction, "up"), (BankDate, "2025-03-11"), (BusinessFrom, "2025-01-01"),
        (BusinessTo, "2025-12-31"), (DueDate, "2025-06-30"), (BudgetYear, "2026"), (Institution, "H33082500017"),
        (Person, "p-1"), (PersonClass, "resident"), (Persons, "12"), (Count, "34"), (Category, "any"),
        (Counterparty, "tax bureau"), (ToFund, "employee"), (Account, "treasury"), (ToAccount, "fiscal-account"),
        (Line, "income.premium"), (Original, "P-0"), (CaseNo, "C-1"), (Agency, "330825"), (Channel, "counter"),
        (Evidence, new string('a', 64)), (MedicalCost, "5.01"), (InScopeCost, "4.02"), (OutOfScopeCost, "3.03"),
        (SelfPaid, "2.04"), (ExamCost, "1.05"), (Group, "FR21"), (Points, "812.50"), (Method, "DRG"),
        (Policy, "2025.1"), (Reason, "why"), (Note, "more"),
    ];

    internal static string?[] Fields(IEnumerable<(string Column, string Value)> row)
    {
        var fields = new string?[All.Count];
        foreach (var (column, value) in row) fields[EntryParser.IndexOf(column)] = value;
        return fields;
    }

    /// <summary>The problem is this column's, and says this in English.</summary>
    internal static void ShouldSay(this EntryProblem problem, string column, string english) =>
        (problem.Column, problem.Reason.English).ShouldBe((column, english));

    /// <summary>The text of the property that a column is read into: the same name, in PascalCase.</summary>
    internal static string PropertyOf(FundEvent entry, string column)
    {
        var name = string.Concat(column.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return typeof(FundEvent).GetProperty(name)!.GetValue(entry) switch
        {
            LocalDate date => date.Iso(),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
