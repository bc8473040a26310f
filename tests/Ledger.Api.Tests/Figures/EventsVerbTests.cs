using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Figures;

/// <summary>The log as the events verb gives it.</summary>
[Collection(VerbsCollection.Name)]
public sealed class EventsVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Each_line_is_one_event()
    {
        using var pool = await TestPool.Opened(postgres);
        var entry = (await pool.Events())[2];
        entry.EnumerateObject().Select(property => property.Name).ShouldBe(
        [
            "position", "id", "stream", "version", "type", "recorded", "actor", "correlation", "causation",
                "data",
        ]);
        entry.GetProperty("position").GetInt64().ShouldBe(3);
        entry.GetProperty("stream").GetString().ShouldBe("fund/resident");
        entry.GetProperty("version").GetInt64().ShouldBe(2);
        entry.GetProperty("type").GetString().ShouldBe("opening_balance_recorded");
        entry.GetProperty("recorded").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$");
        JsonSerializer.Serialize(entry.GetProperty("data")).ShouldBe(
            """{"Fund":"resident","Amount":100000000,"CashDate":"2027-01-01","Document":"O-3"}""");
    }

    [Theory]
    [InlineData(new[] { "--from", "3" }, new[] { "O-3", "O-4" })]
    [InlineData(new[] { "--to", "2" }, new[] { "O-1", "O-2" })]
    [InlineData(new[] { "--from", "2", "--to", "3" }, new[] { "O-2", "O-3" })]
    [InlineData(new[] { "--from", "5" }, new string[0])]
    [InlineData(new[] { "--from", "3", "--to", "2" }, new string[0])]
    [InlineData(new[] { "--stream", "fund/employee" }, new[] { "O-2", "O-4" })]
    [InlineData(new[] { "--stream", "fund/employee", "--from", "3" }, new[] { "O-4" })]
    [InlineData(new[] { "--stream", "fund/nobody" }, new string[0])]
    public async Task Positions_and_stream_choose(string[] options, string[] documents)
    {
        using var pool = await TestPool.Opened(postgres);
        (await pool.Events(options)).Select(entry => entry.GetProperty("data").GetProperty(
            "Document").GetString())
            .ShouldBe(documents);
    }

    [Fact]
    public async Task People_get_a_line_an_event()
    {
        using var pool = await TestPool.Opened(postgres);
        var lines = (await pool.Run("events", "--pool", pool.Code)).Output.Split('\n');
        lines.Length.ShouldBe(5);
        lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["3", "2027-01-01", "opening_balance_recorded", "resident", "1000000.00", "O-3"]);
    }

    [Fact]
    public async Task A_position_that_is_none_is_refused()
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await pool.Run("events", "--pool", pool.Code, "--from", "first");
        run.Errors.ShouldBe(
            "ledger: 'first' is not a position of the log, such as 1 (see ./ledger events --help)\n");
        run.ExitCode.ShouldBe(2);
    }
}
