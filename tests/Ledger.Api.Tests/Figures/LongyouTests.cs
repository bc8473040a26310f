using System.Globalization;
using System.Text.Json;

namespace Ledger.Api.Tests.Figures;

/// <summary>龙游 in the first quarter of 2025: what the verbs say is what the county printed.</summary>
[Collection(VerbsCollection.Name)]
public sealed class LongyouTests(LongyouTests.Longyou longyou) : IClassFixture<LongyouTests.Longyou>
{
    public sealed class Longyou : IAsyncLifetime
    {
        public Sample Sample { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Sample = await Sample.Import("longyou-2025q1", "330825");

        public ValueTask DisposeAsync() => Sample.DisposeAsync();
    }

    private Sample Sample => longyou.Sample;

    [Theory]
    [InlineData("employee", "1502573700.00", "162487700.00", "132430500.00", "1532630900.00")]
    [InlineData("resident", "153822400.00", "78806200.00", "91858200.00", "140770400.00")]
    public async Task Balance_gives_what_was_printed(
        string fund, string opening, string income, string expenditure, string balance)
    {
        var row = await Sample.Fund(fund, "balance", "--as-of", "2025-03-31");
        JsonSerializer.Serialize(row).ShouldBe(JsonSerializer.Serialize(
            new { fund, opening, income, expenditure, balance }));
        Sample.Expected.GetProperty("balances").GetProperty(fund).GetString().ShouldBe(balance);
        Sample.Expected.GetProperty("income").GetProperty(fund).GetString().ShouldBe(income);
        Sample.Expected.GetProperty("expenditure").GetProperty(fund).GetString().ShouldBe(expenditure);
    }

    [Fact]
    public async Task Without_a_date_it_is_the_last_one_and_the_position_is_told()
    {
        var answer = await Sample.Read("balance");
        answer.GetProperty("pool").GetString().ShouldBe("330825");
        answer.GetProperty("asOf").GetString().ShouldBe(Sample.Expected.GetProperty("asOf").GetString());
        answer.GetProperty("position").GetInt64().ShouldBe(18);
        answer.GetProperty("funds").EnumerateArray().Select(row => row.GetProperty("fund").GetString())
            .ShouldBe(["employee", "resident"]);
    }

    [Fact]
    public async Task Before_the_quarters_lines_there_is_the_opening_only()
    {
        var row = await Sample.Fund("resident", "balance", "--as-of", "2025-03-30");
        row.GetProperty("income").GetString().ShouldBe("0.00");
        row.GetProperty("expenditure").GetString().ShouldBe("0.00");
        row.GetProperty("balance").GetString().ShouldBe("153822400.00");
    }

    [Theory]
    [InlineData("employee", "1532630900.00", "132430500.00", "34.72", "excess")]
    [InlineData("resident", "140770400.00", "91858200.00", "4.60", "orange")]
    public async Task Capacity_gives_the_months_that_were_printed(
        string fund, string numerator, string denominator, string months, string band)
    {
        var row = await Sample.Fund(fund, "capacity", "--as-of", "2025-03-31");
        JsonSerializer.Serialize(row).ShouldBe(JsonSerializer.Serialize(new
        {
            fund, policy = "ytd-average-total", numerator, denominator, windowMonths = 3, months, band,
            reason = (string?)null,
        }));
        var expected = Sample.Expected.GetProperty("capacity");
        expected.GetProperty("policy").GetString().ShouldBe("ytd-average-total");
        expected.GetProperty("months").GetProperty(fund).GetString().ShouldBe(months);
    }

    [Fact]
    public async Task Three_months_of_books_are_no_twelve()
    {
        var row = await Sample.Fund("employee", "capacity",
            "--as-of", "2025-03-31", "--policy", "trailing-12-total");
        row.GetProperty("months").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("band").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("reason").GetString().ShouldBe("history-shorter-than-window");
        row.GetProperty("policy").GetString().ShouldBe("trailing-12-total");
        row.GetProperty("windowMonths").GetInt32().ShouldBe(12);
    }

    [Fact]
    public async Task In_the_middle_of_january_no_month_is_complete()
    {
        var row = await Sample.Fund("employee", "capacity",
            "--as-of", "2025-01-15", "--policy", "ytd-average-total");
        row.GetProperty("months").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("reason").GetString().ShouldBe("no-complete-month");
        row.GetProperty("windowMonths").GetInt32().ShouldBe(0);
        row.GetProperty("denominator").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("employee")]
    [InlineData("resident")]
    public async Task The_surplus_and_the_closing_of_the_statement_are_those_expected(string fund)
    {
        var lines = (await Sample.Fund(fund, "statement", "--from", "2025-01", "--to", "2025-03"))
            .GetProperty("lines");
        lines.GetProperty("surplus").GetString()
            .ShouldBe(Sample.Expected.GetProperty("surplus").GetProperty(fund).GetString());
        lines.GetProperty("closing").GetString()
            .ShouldBe(Sample.Expected.GetProperty("balances").GetProperty(fund).GetString());
    }

    [Fact]
    public async Task Every_printed_line_of_the_statement_is_what_was_printed()
    {
        var statement = await Sample.Read("statement", "--from", "2025-01", "--to", "2025-03");
        var lines = statement.GetProperty("funds").EnumerateArray().ToDictionary(
            row => row.GetProperty("fund").GetString()!, row => row.GetProperty("lines"));
        var compared = 0;
        foreach (var printed in File.ReadLines(Sample.PathOf("publication.csv")).Skip(1).Select(
            row => row.Split(',')))
        {
            var (fund, line, amount) = (printed[2], printed[5], printed[7]);
            // Not booked apart, or booked with the 100.00 by which the printed parts fall short.
            if (line is "closing.pooled" or "closing.personal" or "months") continue;
            if ((fund, line) is ("resident", "expenditure.other")) continue;
            var yuan = (decimal.Parse(amount, CultureInfo.InvariantCulture) * 10_000m)
                .ToString("0.00", CultureInfo.InvariantCulture);
            lines[fund].GetProperty(line).GetString().ShouldBe(yuan, $"{fund} {line}");
            compared++;
        }
        compared.ShouldBe(21);
    }
}
