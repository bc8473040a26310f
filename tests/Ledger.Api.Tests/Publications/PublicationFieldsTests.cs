using Ledger.Domain.Publications;
using NodaTime;
using static Ledger.Api.Tests.Publications.PublicationText;

namespace Ledger.Api.Tests.Publications;

public sealed class PublicationFieldsTests : IDisposable
{
    private readonly PublicationText _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_row_is_read_as_it_was_printed() =>
        _file.Rows($"{Header}\n{Row}\n").ShouldHaveSingleItem().ShouldBe(new PublicationRow(
            "q1", "330825", "resident", new LocalDate(2025, 1, 1), new LocalDate(2025, 3, 31), "closing",
            LineRelation.Part, new PublishedAmount(1407704, 2, AmountUnit.Wan)));

    [Fact]
    public void A_pool_may_be_left_empty() =>
        _file.Rows($"{Header}\n{Row.Replace("330825", "")}").ShouldHaveSingleItem()
            .Pool.ShouldBe("");

    [Theory]
    [InlineData("publication", "", "'' is not a name")]
    [InlineData("publication", "q\u001b[2J", "'q?[2J' is not a name")]
    [InlineData("pool", "33082", "'33082' is not 6 digits or nothing")]
    [InlineData("fund", "Resident", "'Resident' is not a fund's slug")]
    [InlineData("from", "2023-02-30", "'2023-02-30' is not a day of the calendar")]
    [InlineData("to", "2025-3-31", "'2025-3-31' is not a day of the calendar")]
    [InlineData("to", "2024-12-31", "2024-12-31 is before 2025-01-01")]
    [InlineData("line", "income..premium", "'income..premium' is not a dotted line")]
    [InlineData("line", "", "'' is not a dotted line")]
    [InlineData("relation", "of which", "'of which' is not one of part, of-which")]
    [InlineData("amount", "14,077.04", "'14,077.04' is not 1 to 15 digits")]
    [InlineData("amount", "14077.", "'14077.' is not 1 to 15 digits")]
    [InlineData("amount", "1.0000001", "'1.0000001' is not 1 to 15 digits")]
    [InlineData("amount", "１", "'１' is not 1 to 15 digits")]
    [InlineData("unit", "万元", "'万元' is not one of yuan, wan, yi, months")]
    [InlineData("unit", "months", "the line closing is not in months")]
    public void A_bad_field_is_named_with_its_file_line_and_column(string column, string value, string reason)
    {
        var fields = Row.Split(',');
        fields[Array.IndexOf(Header.Split(','), column)] = $"\"{value}\"";

        _file.Errors($"{Header}\n{Row.Replace("closing", "opening")}\n{string.Join(',', fields)}")
            .ShouldHaveSingleItem().ShouldStartWith($"FILE:3: {column}: {reason}");
    }

    [Fact]
    public void The_line_months_is_in_months() =>
        _file.Errors($"{Header}\n{Row.Replace("closing", "months")}")
            .ShouldBe(["FILE:2: unit: the line months is in months"]);

    [Fact]
    public void A_negative_amount_is_read() =>
        _file.Rows($"{Header}\n{Row.Replace("14077.04", "-1305.20")}")
            .ShouldHaveSingleItem().Amount.ToString().ShouldBe("-1305.20");

    [Fact]
    public void Every_bad_field_of_every_row_is_named() =>
        _file.Errors($"{Header}\n{Row.Replace("wan", "kg")}\n\nq1,,resident\n"
            + Row.Replace("2025-0", "2025-9")).ShouldBe(
            [
                "FILE:2: unit: 'kg' is not one of yuan, wan, yi, months",
                "FILE:4: 3 fields; the header has 9",
                "FILE:5: from: '2025-91-01' is not a day of the calendar, yyyy-MM-dd",
                "FILE:5: to: '2025-93-31' is not a day of the calendar, yyyy-MM-dd",
            ]);

    [Fact]
    public void A_line_twice_in_one_publication_and_fund_is_refused_with_its_first_place() =>
        _file.Errors($"{Header}\n{Row}\n{Row}")
            .ShouldBe(["FILE:3: line: 'closing' twice: this publication has it at FILE:2"]);

    [Fact]
    public void The_same_line_of_another_fund_is_another_line() =>
        _file.Rows($"{Header}\n{Row}\n{Row.Replace("resident", "employee")}").Count.ShouldBe(2);

    [Theory]
    [InlineData("2025-01-01", "2025-02-01", "from")]
    [InlineData("2025-03-31", "2025-06-30", "to")]
    public void One_publication_gives_one_period_of_a_fund(string day, string other, string column) =>
        _file.Errors($"{Header}\n{Row}\n"
            + Row.Replace(day, other).Replace("closing", "opening"))
            .ShouldHaveSingleItem().ShouldStartWith($"FILE:3: {column}: differs from the rows above");
}
