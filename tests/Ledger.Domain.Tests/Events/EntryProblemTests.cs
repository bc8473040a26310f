using System.Globalization;
using System.Text;
using Ledger.Domain.Events;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Tests.Events;

/// <summary>
/// All that a row can be told, in either language. A person reads the approved file: one bad row for every rule of
/// every column.
/// </summary>
public sealed class EntryProblemTests
{
    private static readonly string _long = new('额', 2001);

    private static readonly (string, string)[] _premium =
    [
        (Kind, "premium_received"), (Document, "P-1"), (Fund, "resident"), (Amount, "1.00"), (Date, "2025-03-10"),
        (Payer, "individual"),
    ];

    private static readonly string[] _codes = [Document, Fund, ToFund, Institution, Person, Original, CaseNo];

    private static readonly string[] _dates = [Date, BankDate, BusinessFrom, BusinessTo, DueDate];

    private static readonly string[] _costs = [MedicalCost, InScopeCost, OutOfScopeCost, SelfPaid, ExamCost];

    private static readonly string[] _texts =
    [
        Voucher, Direction, PersonClass, Category, Payer, Counterparty, Account, ToAccount, Line, Agency, Channel, Group,
        Method, Policy, Reason, Note,
    ];

    /// <summary>Every bad value of the columns that a premium may have.</summary>
    private static IEnumerable<(string Column, string Value)> BadValues =>
    [
        (Kind, ""), (Kind, "premium_recieved"), (Kind, "something-else"), (Kind, "period_closed"),
        (Document, ""), (Date, ""), (Fund, ""), (Fund, "residents"), (Fund, "something-else"), (Payer, ""),
        .. _codes.Select(column => (column, " a,b")),
        (Amount, ""), (Amount, "0"), (Amount, "-1"), (Amount, "1,000"), (Amount, "one"), (Amount, "1.234"),
        (Amount, "123456789012345678"), (Amount, "92233720368547758.08"),
        .. _dates.Select(column => (column, "2025-02-30")),
        (BudgetYear, "25"), (Persons, "-1"), (Count, "1.5"), (Points, "1.23456"), (Evidence, "abc"),
        .. _costs.Select(column => (column, "100000000000.01")),
        .. _costs.Select(column => (column, "a lot")),
        .. _texts.Select(column => (column, _long)),
        .. _texts.Where(column => column is not (Direction or Payer)).Select(column => (column, "bell\a")),
        (Direction, "sideways"), (Payer, "nobody"),
    ];

    /// <summary>Rules of other kinds, and of two columns at once.</summary>
    private static IEnumerable<(string, string)[]> BadRows =>
    [
        [.. _premium, (BusinessFrom, "2025-03-10"), (BusinessTo, "2025-03-09")],
        Row("fund_opened", (Amount, "1.00")),
        Row("fund_opened", (Category, "something-else")),
        Row("premium_refunded", (Amount, "1.00")),
        Row("clawback_ordered", (Amount, "1.00"), (Channel, "something-else")),
        Row("account_moved", (Amount, "1.00"), (Account, "treasury"), (ToAccount, "treasury")),
        Row("account_moved", (Amount, "1.00"), (Account, "drawer"), (ToAccount, "shelf")),
        Row("opening_balance_recorded", (Amount, "1.00"), (Account, "prepayment")),
        Row("opening_balance_recorded", (Amount, "1.00"), (Account, "held")),
    ];

    [Fact]
    public void The_sentences_are_as_approved() => Sentences().ShouldMatchApproved(approval => approval
        .NoDiff()
        .WithFilenameGenerator((_, _, type, extension) => $"EntryProblems.{type}.{extension}")
        .WithFileExtension("txt"));

    [Fact]
    public void Every_column_has_a_bad_value_that_is_named() =>
        Problems().Select(problem => problem.Column).ToHashSet().ShouldBe(All, ignoreOrder: true);

    [Fact]
    public void Every_sentence_is_one_line_and_the_Chinese_one_is_Chinese()
    {
        foreach (var (_, reason) in Problems())
        {
            $"{reason.English}{reason.Chinese}".ShouldNotContain('\n');
            reason.English.ShouldNotBeEmpty();
            reason.Chinese.ShouldContain(letter => letter >= '一' && letter <= '鿿');
        }
    }

    private static string Sentences()
    {
        var text = new StringBuilder();
        foreach (var (column, reason) in Problems())
        {
            text.Append(CultureInfo.InvariantCulture, $"{column}\n  {reason.English}\n  {reason.Chinese}\n");
        }
        return text.ToString();
    }

    private static IEnumerable<EntryProblem> Problems()
    {
        var told = new HashSet<EntryProblem>();
        var values = BadValues.Select(bad =>
            ((string, string)[])[.. _premium.Where(field => field.Item1 != bad.Column), (bad.Column, bad.Value)]);
        foreach (var row in values.Concat(BadRows))
        {
            new EntryParser(Repository.Funds).Parse(ParserRows.Fields(row), out var problems).ShouldBeNull();
            problems.ShouldNotBeEmpty();
            foreach (var problem in problems)
            {
                if (told.Add(problem)) yield return problem;
            }
        }
    }

    private static (string, string)[] Row(string kind, params (string, string)[] fields) =>
        [(Kind, kind), (Document, "D-1"), (Fund, "resident"), (Date, "2025-03-10"), .. fields];
}
