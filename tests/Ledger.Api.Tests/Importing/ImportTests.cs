using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>What an import records, and what it says of it.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ImportTests(PostgresFixture postgres)
{
    private const string Header = TestPool.Header;

    [Fact]
    public async Task The_result_has_exactly_the_properties_of_the_contract()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.Import($"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,\n");
        var good = await pool.Import($"""
            {Header}
            interest_credited,D-1,,resident,1.00,2027-02-01,,,,
            interest_credited,D-2,,resident,2.00,2027-02-01,,,,
            """, "--json");
        good.ExitCode.ShouldBe(0);
        JsonSerializer.Serialize(good.Json).ShouldBe(
            """{"accepted":1,"duplicates":1,"rejected":0,"position":6,"errors":[]}""");

        var bad = await pool.Import($"{Header}\ninterest_credited,D-3,,resident,0,2027-02-01,,,,\nx\n",
            "--json");
        bad.ExitCode.ShouldBe(1);
        JsonSerializer.Serialize(bad.Json).ShouldBe(
            """{"accepted":0,"duplicates":0,"rejected":2,"position":6,"errors":["""
            + """{"file":"rows.csv","line":2,"column":"amount","reason":"is zero; an amount is positive"},"""
            + """{"file":"rows.csv","line":3,"column":null,"reason":"has 1 fields, the header has 10"}]}""");
    }

    [Fact]
    public async Task People_are_told_in_one_line()
    {
        using var pool = await TestPool.Opened(postgres);
        const string rows = $"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,\n";
        (await pool.Import(rows)).Output.ShouldBe(
            $"pool {pool.Code}: 1 recorded, 0 recorded before, 0 bad; position 5\n");
        (await pool.Import(rows)).Output.ShouldBe(
            $"pool {pool.Code}: 0 recorded, 1 recorded before, 0 bad; position 5\n");
        (await pool.Import($"{rows}interest_credited,D-2,,resident,0,2027-02-01,,,,\n")).Output.ShouldBe(
            $"pool {pool.Code}: nothing was written; 1 bad\n");
        (await pool.Import("kind\n")).Output.ShouldBe($"pool {pool.Code}: nothing was written\n");
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order()
    {
        using var pool = await TestPool.Opened(postgres);
        var run = await pool.Import("""
            note,date,amount,payer,fund,document,kind
            "a, b",2027-02-01,12.5,individual,resident,D-1,premium_received
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        var recorded = (await pool.Events())[^1];
        recorded.GetProperty("type").GetString().ShouldBe("premium_received");
        var data = recorded.GetProperty("data");
        data.GetProperty("Document").GetString().ShouldBe("D-1");
        data.GetProperty("Amount").GetInt64().ShouldBe(1250);
        data.GetProperty("CashDate").GetString().ShouldBe("2027-02-01");
        data.GetProperty("Payer").GetString().ShouldBe("individual");
        data.GetProperty("Note").GetString().ShouldBe("a, b");
    }

    [Fact]
    public async Task Positions_follow_the_order_of_rows_whatever_their_dates()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.Import($"""
            {Header}
            interest_credited,Z-9,,resident,1.00,2027-03-01,,,,
            interest_credited,A-1,,employee,1.00,2027-01-01,,,,
            interest_credited,M-5,,resident,1.00,2027-02-01,,,,
            """);
        (await pool.Documents()).ShouldBe(["O-1", "O-2", "O-3", "O-4", "Z-9", "A-1", "M-5"]);
        (await pool.Events()).Select(entry => entry.GetProperty("position").GetInt64())
            .ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task A_quoted_note_may_have_several_lines()
    {
        using var pool = await TestPool.Opened(postgres);
        const string note = "first, line\nsecond \"line\"";
        await pool.Import($""""
            {Header}
            interest_credited,D-1,,resident,1.00,2027-02-01,,,,"first, line
            second ""line"""
            interest_credited,D-2,,resident,1.00,2027-02-01,,,,
            """");
        var events = await pool.Events();
        events.Count.ShouldBe(6);
        events[4].GetProperty("data").GetProperty("Note").GetString().ShouldBe(note);
    }

    [Fact]
    public async Task A_row_after_a_note_of_several_lines_is_named_by_the_line_on_which_it_begins()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.ShouldRefuse($"""
            {Header}
            interest_credited,D-1,,resident,1.00,2027-02-01,,,,"one
            two
            three"
            interest_credited,D-2,,resident,0,2027-02-01,,,,"one
            two"
            """, "rows.csv:5: amount: is zero; an amount is positive");
    }

    [Fact]
    public async Task The_rows_of_a_voucher_are_one_correlation()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.Import($"""
            {Header}
            interest_credited,D-1,V-1,resident,1.00,2027-02-01,,,,
            other_expenditure_paid,D-2,V-1,employee,1.00,2027-02-01,,,,
            interest_credited,D-3,,resident,1.00,2027-02-01,,,,
            """);
        (await pool.Events("--from", "5")).Select(entry => entry.GetProperty("correlation").GetString())
            .ShouldBe(["V-1", "V-1", "D-3"]);
    }

    [Fact]
    public async Task What_one_file_brought_bears_one_cause()
    {
        using var pool = await TestPool.Opened(postgres);
        await pool.Import($"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,\n");
        var causes = (await pool.Events())
            .Select(entry => entry.GetProperty("causation").GetString()).ToList();
        causes.ShouldAllBe(cause => cause!.StartsWith("import:", StringComparison.Ordinal));
        causes[..4].ShouldAllBe(cause => cause == causes[0]);
        causes[4].ShouldNotBe(causes[0]);
    }

    [Fact]
    public async Task The_actor_is_who_the_environment_names_or_the_user_of_the_system()
    {
        using var pool = await TestPool.Opened(postgres);
        var rows = pool.Write("rows.csv", $"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,\n");
        await pool.Run("import", actor: "王芳", [rows, "--pool", pool.Code]);
        (await pool.Events()).Select(entry => entry.GetProperty("actor").GetString()).ShouldBe(
            [.. Enumerable.Repeat(Environment.UserName, 4), "王芳"]);
    }

    [Fact]
    public async Task An_actor_of_two_lines_is_wrong_usage()
    {
        using var pool = await TestPool.Opened(postgres);
        var rows = pool.Write("rows.csv", $"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,\n");
        var run = await pool.Run("import", actor: "a\nb", [rows, "--pool", pool.Code]);
        run.Errors.ShouldBe("ledger: LEDGER_ACTOR must be one line of at most 200 characters\n");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Two_pools_may_have_the_same_documents_and_count_for_themselves()
    {
        using var one = await TestPool.Opened(postgres);
        using var other = await TestPool.Opened(postgres);
        await one.Import($"{Header}\ninterest_credited,D-1,,resident,1.00,2027-02-01,,,,\n");
        var run = await other.Import(
            $"{Header}\ninterest_credited,D-1,,resident,2.00,2027-02-01,,,,\n", "--json");
        run.Json.GetProperty("position").GetInt64().ShouldBe(5);
        (await Balance(one)).ShouldBe("1000001.00");
        (await Balance(other)).ShouldBe("1000002.00");
    }

    private static async Task<string?> Balance(TestPool pool) =>
        (await pool.Read("balance", "--fund", "resident"))
            .GetProperty("funds")[0].GetProperty("balance").GetString();
}
