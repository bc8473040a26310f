using Ledger.Domain.Events;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Tests.Events;

/// <summary>
/// What every kind needs, refuses and knows, from the same table that the parser and the pages read.
/// </summary>
public sealed class KindNeedsTests
{
    public static TheoryData<string> Kinds =>
        [.. EventTypes.All.Where(type => type.Importable).Select(type => type.Name)];

    public static TheoryData<string> OwnKinds =>
        [.. EventTypes.All.Where(type => !type.Importable).Select(type => type.Name)];

    public static TheoryData<string, string> Needs => Pairs(type => type.Needs);

    public static TheoryData<string, string> Payers => Pairs(type => type.Payers);

    public static TheoryData<string, string> Categories => Pairs(type => type.Categories);

    [Theory]
    [MemberData(nameof(OwnKinds))]
    public void What_only_a_verb_records_is_not_taken_from_a_file(string kind) =>
        Problems(kind, Minimal(kind)).ShouldHaveSingleItem().ShouldSay(Kind,
            EventTypes.Find(kind)!.Verb is { } verb
                ? $"{kind} is not taken from a file; it is recorded by ./ledger {verb}"
                : $"{kind} is not taken from a file; it is recorded by the ledger itself");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_it_needs_is_enough(string kind) => Problems(kind, Minimal(kind)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Needs))]
    public void Without_a_column_that_it_needs_it_is_refused(string kind, string column) =>
        Problems(kind, Minimal(kind).Where(row => row.Column != column))
            .ShouldContain(problem => problem.Column == column && problem.Reason.English == $"{kind} needs it");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_columns_of_which_it_needs_one_any_will_do_and_none_will_not(string kind)
    {
        var choices = EventTypes.Find(kind)!.NeedsOneOf;
        var others = Minimal(kind).Where(row => !choices.Contains(row.Column)).ToList();

        foreach (var choice in choices) Problems(kind, others.Append((choice, Value(kind, choice)))).ShouldBeEmpty();
        if (choices.Count > 0)
        {
            Problems(kind, others).ShouldHaveSingleItem()
                .ShouldSay(choices[0], $"{kind} needs {string.Join(" or ", choices)}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_fund_and_an_amount_are_needed_optional_or_refused_as_the_kind_says(string kind)
    {
        var type = EventTypes.Find(kind)!;
        Check(Fund, type.Fund, "resident");
        Check(Amount, type.Amount, "1.00");

        void Check(string column, Use use, string value)
        {
            var others = Minimal(kind).Where(row => row.Column != column).ToList();
            Problems(kind, others).Select(problem => problem.Reason.English)
                .ShouldBe(use == Use.Needed ? [$"{kind} needs it"] : []);
            Problems(kind, others.Append((column, value))).Select(problem => problem.Reason.English)
                .ShouldBe(use == Use.None ? [$"{kind} has none"] : []);
        }
    }

    [Theory]
    [MemberData(nameof(Payers))]
    public void It_knows_its_payers(string kind, string payer) => Knows(kind, Payer, payer);

    [Theory]
    [MemberData(nameof(Categories))]
    public void It_knows_its_categories(string kind, string category) => Knows(kind, Category, category);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_payer_category_channel_or_account_it_does_not_know_is_refused_where_it_has_a_list(string kind)
    {
        var type = EventTypes.Find(kind)!;
        foreach (var (column, known) in new[]
        {
            (Payer, type.Payers), (Category, type.Categories), (Channel, type.Channels), (Account, type.Accounts),
        })
        {
            Problems(kind, Replace(kind, column, "nothing-known")).Select(problem => problem.Column)
                .ShouldBe(known.Count > 0 ? [column] : []);
        }
    }

    [Theory]
    [InlineData("advance")]
    [InlineData("held")]
    [InlineData("loan")]
    public void An_opening_claim_or_debt_needs_the_counterparty(string account)
    {
        Problems("opening_balance_recorded", Replace("opening_balance_recorded", Account, account))
            .ShouldHaveSingleItem().ShouldSay(Counterparty, $"an opening {account} needs the counterparty");
        Problems("opening_balance_recorded",
            Replace("opening_balance_recorded", Account, account).Append((Counterparty, "330800"))).ShouldBeEmpty();
    }

    [Fact]
    public void An_opening_prepayment_needs_the_institution_that_holds_it()
    {
        Problems("opening_balance_recorded", Replace("opening_balance_recorded", Account, "prepayment"))
            .ShouldHaveSingleItem().Column.ShouldBe(Institution);
        Problems("opening_balance_recorded",
            Replace("opening_balance_recorded", Account, "prepayment").Append((Institution, "H33082500017")))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Money_does_not_go_from_an_account_to_the_same_account() =>
        Problems("account_moved", Replace("account_moved", ToAccount, "treasury")).ShouldHaveSingleItem()
            .ShouldSay(ToAccount, "is the account that the money leaves, treasury");

    [Fact]
    public void Money_does_not_go_to_an_account_that_is_not_known() =>
        Problems("account_moved", Replace("account_moved", ToAccount, "drawer")).ShouldHaveSingleItem()
            .Column.ShouldBe(ToAccount);

    [Fact]
    public void A_fund_that_receives_is_one_of_the_catalogue() =>
        Problems("funds_moved", Replace("funds_moved", ToFund, "residents")).ShouldHaveSingleItem()
            .Column.ShouldBe(ToFund);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_default_category_is_one_that_it_knows(string kind)
    {
        if (EventTypes.Find(kind)!.DefaultCategory is { } category)
            EventTypes.Find(kind)!.Categories.ShouldContain(category);
    }

    private static void Knows(string kind, string column, string value) =>
        Problems(kind, Replace(kind, column, value)).ShouldBeEmpty();

    private static IEnumerable<(string Column, string Value)> Replace(string kind, string column, string value) =>
        Minimal(kind).Where(row => row.Column != column).Append((column, value));

    private static IEnumerable<(string Column, string Value)> Minimal(string kind)
    {
        var type = EventTypes.Find(kind)!;
        List<string> columns = [Document, Date, .. type.Needs, .. type.NeedsOneOf.Take(1)];
        if (type.Fund == Use.Needed) columns.Add(Fund);
        if (type.Amount == Use.Needed) columns.Add(Amount);
        return columns.Select(column => (column, Value(kind, column)));
    }

    private static string Value(string kind, string column) => column switch
    {
        Payer => EventTypes.Find(kind)!.Payers[0],
        Category when EventTypes.Find(kind)!.Categories.Count > 0 => EventTypes.Find(kind)!.Categories[0],
        Channel => EventTypes.Find(kind)!.Channels[0],
        Fund => "resident",
        Amount => "1.00",
        Date or DueDate => "2025-03-10",
        BudgetYear => "2025",
        Institution => "H33082500017",
        Direction => "up",
        Account when EventTypes.Find(kind)!.Accounts.Count > 0 => EventTypes.Find(kind)!.Accounts[0],
        ToAccount when EventTypes.Find(kind)!.Accounts.Count > 0 => EventTypes.Find(kind)!.Accounts[1],
        ToFund => "employee",
        Count => "1",
        _ => "X-1",
    };

    private static IReadOnlyList<EntryProblem> Problems(string kind, IEnumerable<(string, string)> row)
    {
        new EntryParser(Repository.Funds).Parse(ParserRows.Fields(row.Prepend((Kind, kind))), out var problems);
        return problems;
    }

    private static TheoryData<string, string> Pairs(Func<EventType, IReadOnlyList<string>> values)
    {
        var data = new TheoryData<string, string>();
        foreach (var type in EventTypes.All.Where(type => type.Importable))
        {
            foreach (var value in values(type)) data.Add(type.Name, value);
        }
        return data;
    }
}
