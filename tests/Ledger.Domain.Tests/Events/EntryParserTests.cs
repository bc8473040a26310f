using Ledger.Domain.Events;
using Ledger.Domain.Premiums;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Tests.Events;

public sealed class EntryParserTests
{
    private static readonly (string, string)[] _premium =
        [(Kind, "premium_received"), (Document, "P-1"), (Fund, "resident"), (Amount, "400.00"), (Date, "2025-03-10"),
            (Payer, "individual")];

    [Fact]
    public void A_well_formed_entry_is_read() => Read(_premium).ShouldBe(new PremiumReceived
    {
        Document = DocumentId.Of("P-1"), Fund = FundCode.Of("resident"), Amount = new Money(400_00),
        CashDate = Deciding.Entries.Date("2025-03-10"), Payer = "individual",
    });

    [Fact]
    public void Every_column_is_read_into_its_own_property()
    {
        var entry = Read([.. _premium, .. ParserRows.EveryOtherColumn]);

        foreach (var (column, value) in ParserRows.EveryOtherColumn)
            ParserRows.PropertyOf(entry, column).ShouldBe(value, column);
        ParserRows.EveryOtherColumn.Select(row => row.Item1).Concat(_premium.Select(row => row.Item1))
            .ShouldBe(All, ignoreOrder: true);
    }

    [Fact]
    public void An_unknown_kind_is_refused_and_the_nearest_suggested() =>
        Problem([.. With(Kind, "premium_recieved")])
            .ShouldBe((Kind, "'premium_recieved' is not a kind of entry; did you mean premium_received?"));

    [Fact]
    public void A_kind_that_is_near_to_none_gets_no_suggestion() =>
        Problem([.. With(Kind, "refund")]).ShouldBe((Kind, "'refund' is not a kind of entry"));

    [Theory]
    [InlineData(Kind)]
    [InlineData(Document)]
    [InlineData(Date)]
    [InlineData(Fund)]
    [InlineData(Amount)]
    [InlineData(Payer)]
    public void A_field_that_the_kind_needs_must_be_there(string column) =>
        Problem([.. With(column, "")]).Column.ShouldBe(column);

    [Theory]
    [InlineData(Payer, "lottery", "is not one of employer, individual")]
    [InlineData(Fund, "residents", "did you mean resident?")]
    [InlineData(Fund, "no-such-fund-at-all", "not in the fund catalogue")]
    [InlineData(Fund, "Resident", "must be a slug")]
    [InlineData(Amount, "0", "is zero")]
    [InlineData(Amount, "0.00", "is zero")]
    [InlineData(Amount, "1,000", "thousands separator")]
    [InlineData(Date, "2025-02-29", "not a date of the calendar")]
    [InlineData(BankDate, "2025/01/01", "not a date of the calendar")]
    [InlineData(BudgetYear, "25", "is not a year")]
    [InlineData(BudgetYear, "1899", "is not a year")]
    [InlineData(BudgetYear, "+202", "is not a year")]
    [InlineData(Institution, "H33082", "must be 12 characters")]
    [InlineData(Person, "张三", "must be an opaque token")]
    [InlineData(Persons, "-1", "is not a whole number")]
    [InlineData(Count, "1.5", "is not a whole number")]
    [InlineData(Count, "1234567890123456789", "is not a whole number")]
    [InlineData(Points, "1e3", "is not a number of points")]
    [InlineData(MedicalCost, "-1", "negative")]
    [InlineData(Direction, "sideways", "is not one of up, down")]
    [InlineData(Evidence, "ABC", "64 hexadecimal digits")]
    [InlineData(CaseNo, " C-1", "without control characters")]
    [InlineData(Note, "bell\a", "control character")]
    [InlineData(Note, "tel. 13900000000", "identity or mobile number")]
    [InlineData(Reason, "tel. 13900000000", "identity or mobile number")]
    [InlineData(Counterparty, "tel. 13900000000", "identity or mobile number")]
    [InlineData(Agency, "tel. 13900000000", "identity or mobile number")]
    [InlineData(Voucher, "V\u202E1", "control character")]
    [InlineData(Reason, "half\uFFFD", "half of a character")]
    public void A_field_that_is_not_well_formed_is_named_with_the_reason(string column, string value, string reason)
    {
        var problem = Problem([.. With(column, value)]);
        problem.Column.ShouldBe(column);
        problem.Reason.ShouldContain(reason);
    }

    [Theory]
    [InlineData(Voucher, 200)]
    [InlineData(Counterparty, 200)]
    [InlineData(Reason, 2000)]
    [InlineData(Note, 2000)]
    public void A_text_may_be_so_long_and_not_one_character_longer(string column, int length)
    {
        Read([.. With(column, new string('额', length))]);
        Problem([.. With(column, new string('额', length + 1))])
            .ShouldBe((column, $"is longer than {length} characters"));
    }

    // Built here: a test's own arguments cannot carry half of a character.
    [Fact]
    public void A_text_has_no_half_of_a_surrogate_pair()
    {
        Problem([.. With(Note, "half" + (char)0xD83D)]).Reason.ShouldContain("half of a character");
        Read([.. With(Note, "whole \U0001F600")]).ShouldNotBeNull();
    }

    [Fact]
    public void A_note_may_have_lines() => Read([.. With(Note, "first\nsecond")]).Note.ShouldBe("first\nsecond");

    [Fact]
    public void Care_that_ends_on_the_day_it_begins_is_read() =>
        Read([.. _premium, (BusinessFrom, "2025-03-10"), (BusinessTo, "2025-03-10")]).ShouldNotBeNull();

    [Fact]
    public void Care_that_ends_on_the_day_before_it_begins_is_refused() =>
        Problem([.. _premium, (BusinessFrom, "2025-03-10"), (BusinessTo, "2025-03-09")])
            .ShouldBe((BusinessTo, "2025-03-09 is before business_from 2025-03-10"));

    [Fact]
    public void All_that_is_wrong_is_told_at_once_in_the_order_of_the_columns() =>
        Problems([.. With(Kind, "clawback_ordered").Where(row => row.Item1 is not (Fund or Date)), (Evidence, "x")])
            .Select(problem => problem.Column)
            .ShouldBe([Fund, Date, DueDate, Institution, CaseNo, Channel, Evidence, Reason]);

    [Fact]
    public void A_parser_forgets_the_problems_of_the_row_before()
    {
        var parser = new EntryParser(Repository.Funds);

        parser.Parse(ParserRows.Fields([.. With(Amount, "x")]), out _).ShouldBeNull();
        parser.Parse(ParserRows.Fields(_premium), out var problems).ShouldNotBeNull();
        problems.ShouldBeEmpty();
    }

    private static IEnumerable<(string, string)> With(string column, string value) =>
        _premium.Where(row => row.Item1 != column).Append((column, value));

    private static FundEvent Read(params (string, string)[] row)
    {
        var entry = new EntryParser(Repository.Funds).Parse(ParserRows.Fields(row), out var problems);
        problems.ShouldBeEmpty();
        return entry.ShouldNotBeNull();
    }

    private static (string Column, string Reason) Problem(params (string, string)[] row)
    {
        var problem = Problems(row).ShouldHaveSingleItem();
        return (problem.Column, problem.Reason.English);
    }

    private static IReadOnlyList<EntryProblem> Problems(params (string, string)[] row)
    {
        new EntryParser(Repository.Funds).Parse(ParserRows.Fields(row), out var problems).ShouldBeNull();
        return problems;
    }
}
