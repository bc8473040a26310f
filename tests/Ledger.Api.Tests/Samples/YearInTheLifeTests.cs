using System.Globalization;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Samples;

/// <summary>
/// The made-up year, read by the verbs. Its totals are 龙游's printed first quarter times four, which this test works
/// out from the publication by itself.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class YearInTheLifeTests(LoadedSamples samples)
{
    private const string Name = "year-in-the-life";

    // The printed parts of the residents' expenditure fall short of its printed total by 100.00 (万元), booked as other.
    private const decimal UnexplainedWan = 100.00m;

    public static TheoryData<string, string> PrintedLines =>
    [
        .. Publication().Where(row => !row.Line.StartsWith("closing", StringComparison.Ordinal) && row.Line != "months")
            .Select(row => new TheoryDataRow<string, string>(row.Fund, row.Line)),
    ];

    [Theory]
    [MemberData(nameof(PrintedLines))]
    public async Task Every_printed_line_times_four_is_the_line_of_the_year(string fund, string line)
    {
        var printed = Publication().Single(row => row.Fund == fund && row.Line == line).Wan
            + ((fund, line) == ("resident", "expenditure.other") ? UnexplainedWan : 0);

        (await Year(fund, line)).ShouldBe(printed * 4 * 10_000);
    }

    [Theory]
    [InlineData("employee")]
    [InlineData("resident")]
    public async Task The_year_opens_with_the_printed_closing_less_the_printed_surplus(string fund)
    {
        decimal Wan(string line) => Publication().Single(row => row.Fund == fund && row.Line == line).Wan;

        (await Year(fund, "opening")).ShouldBe((Wan("closing") - Wan("surplus")) * 10_000);
        (await Year(fund, "closing")).ShouldBe((Wan("closing") + (3 * Wan("surplus"))) * 10_000);
    }

    [Theory]
    [InlineData("employee-pooled")]
    [InlineData("employee-personal")]
    [InlineData("resident")]
    public async Task The_months_are_the_closing_over_a_twelfth_of_the_expenditure(string fund)
    {
        var row = (await samples.Read(Name, "capacity", "--as-of", "2025-12-31", "--fund", fund))
            .GetProperty("funds")[0];
        var months = Math.Round(
            await Year(fund, "closing") * 12 / await Year(fund, "expenditure.total"), 2, MidpointRounding.AwayFromZero);

        Amount(row.GetProperty("months")).ShouldBe(months);
        row.GetProperty("windowMonths").GetInt32().ShouldBe(12);
    }

    [Fact]
    public async Task Resident_months_are_3_32_as_they_come_out_by_hand() =>
        (await samples.Read(Name, "capacity", "--as-of", "2025-12-31", "--fund", "resident"))
            .GetProperty("funds")[0].GetProperty("months").GetString().ShouldBe("3.32");

    [Fact]
    public async Task At_no_end_of_a_month_is_a_bank_account_below_zero()
    {
        for (var month = 1; month <= 16; month++)
        {
            var day = new DateOnly(2025, 1, 1).AddMonths(month).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var banks = (await samples.Read(Name, "trial-balance", "--as-of", day)).GetProperty("accounts")
                .EnumerateArray().Where(account => account.GetProperty("account").GetString()!
                    .Contains(":bank:", StringComparison.Ordinal)).ToList();

            banks.Count.ShouldBeGreaterThanOrEqualTo(6);
            foreach (var bank in banks)
                Amount(bank.GetProperty("balance")).ShouldBeGreaterThanOrEqualTo(0, $"{bank} {day}");
        }
    }

    [Fact]
    public async Task The_late_claim_and_the_clearing_of_2025_are_expenditure_of_2026()
    {
        var lines = (await samples.Read(Name, "statement", "--from", "2026-02", "--to", "2026-02", "--fund", "resident"))
            .GetProperty("funds")[0].GetProperty("lines");

        // Care of September 2025, closed by then: the only thing paid to residents in that month.
        lines.GetProperty("expenditure.benefits").GetString().ShouldBe("23456.78");
    }

    [Fact]
    public async Task Loaded_again_it_changes_nothing()
    {
        var before = (await samples.Read(Name, "balance")).GetRawText();

        var again = await samples.Run("sample", Name);

        again.ExitCode.ShouldBe(0, again.Errors);
        again.Output.ShouldContain(": 0 recorded, ");
        (await samples.Read(Name, "balance")).GetRawText().ShouldBe(before);
    }

    private async Task<decimal> Year(string fund, string line) =>
        (await samples.Read(Name, "statement", "--from", "2025-01", "--to", "2025-12")).GetProperty("funds")
            .EnumerateArray().Where(row => row.GetProperty("fund").GetString()!.StartsWith(fund, StringComparison.Ordinal))
            .Sum(row => Amount(row.GetProperty("lines").GetProperty(line)));

    private static decimal Amount(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Fund, string Line, decimal Wan)> Publication() =>
        File.ReadLines(Repository.Path("samples/longyou-2025q1/publication.csv")).Skip(1)
            .Select(row => row.Split(','))
            .Select(cells => (cells[2], cells[5], decimal.Parse(cells[7], CultureInfo.InvariantCulture)));
}
