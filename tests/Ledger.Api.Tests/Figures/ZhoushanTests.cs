using System.Text.Json;

namespace Ledger.Api.Tests.Figures;

/// <summary>舟山 in 2021: flows that are known, balances that are not, and the verbs do not pretend.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ZhoushanTests(ZhoushanTests.Zhoushan zhoushan) : IClassFixture<ZhoushanTests.Zhoushan>
{
    public sealed class Zhoushan : IAsyncLifetime
    {
        public Sample Sample { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Sample = await Sample.Import("zhoushan-2021", "330900");

        public ValueTask DisposeAsync() => Sample.DisposeAsync();
    }

    public static TheoryData<string> Funds => ["basic", "medical-aid", "huiminbao"];

    private Sample Sample => zhoushan.Sample;

    [Fact]
    public async Task All_entries_of_the_report_are_recorded() =>
        (await Sample.Read("balance")).GetProperty("position").GetInt64()
            .ShouldBe(Sample.Expected.GetProperty("accepted").GetInt64());

    [Fact]
    public async Task The_figures_are_as_of_the_last_day_of_the_year() =>
        (await Sample.Read("capacity")).GetProperty("asOf").GetString()
            .ShouldBe(Sample.Expected.GetProperty("asOf").GetString());

    [Theory]
    [MemberData(nameof(Funds))]
    public async Task Income_and_expenditure_are_known_and_the_balance_is_not(string fund)
    {
        var row = await Sample.Fund(fund, "balance");
        row.GetProperty("income").GetString().ShouldBe(Expected(fund, "income").GetString());
        row.GetProperty("expenditure").GetString().ShouldBe(Expected(fund, "expenditure").GetString());
        row.GetProperty("opening").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("balance").ValueKind.ShouldBe(Expected(fund, "balance").ValueKind);
        row.GetProperty("balance").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [MemberData(nameof(Funds))]
    public async Task Months_are_null_since_the_opening_is_unknown(string fund)
    {
        var row = await Sample.Fund(fund, "capacity");
        row.GetProperty("months").ValueKind.ShouldBe(Expected(fund, "months").ValueKind);
        row.GetProperty("months").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("numerator").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("reason").GetString().ShouldBe(Expected(fund, "reason").GetString());
        row.GetProperty("reason").GetString().ShouldBe("opening-unknown");
        row.GetProperty("denominator").GetString().ShouldBe(Expected(fund, "expenditure").GetString());
    }

    [Theory]
    [MemberData(nameof(Funds))]
    public async Task Every_expected_line_of_the_statement_comes_out(string fund)
    {
        var lines = (await Sample.Fund(fund, "statement", "--from", "2021-01", "--to", "2021-12"))
            .GetProperty("lines");
        var expected = Expected(fund, "lines").EnumerateObject().ToList();
        expected.ShouldNotBeEmpty();
        foreach (var line in expected)
            lines.GetProperty(line.Name).GetString().ShouldBe(line.Value.GetString(), line.Name);
        lines.TryGetProperty("opening", out _).ShouldBeFalse();
        lines.TryGetProperty("closing", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task People_read_unknown_where_a_balance_is() =>
        (await Sample.Run("balance", "--pool", "330900", "--fund", "medical-aid")).Output
            .Split('\n').Single(line => line.Contains("medical-aid", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["medical-aid", "unknown", "0.00", "23344000.00", "unknown"]);

    private JsonElement Expected(string fund, string figure) =>
        Sample.Expected.GetProperty("funds").GetProperty(fund).GetProperty(figure);
}
