using System.Text.RegularExpressions;
using Ledger.Testing;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>The number of a person is read, and leaves nothing but the reference made of it.</summary>
[Collection(VerbsCollection.Name)]
public sealed partial class PersonNumberTests(PostgresFixture postgres)
{
    private const string Number = "33082500000000987654321";

    [Fact]
    public async Task It_is_in_no_table_and_no_message()
    {
        using var pool = await DetailPool.Opened(postgres);
        var good = await pool.Import([], Line("S-1", Number, "9.00", "5.00"));
        var twice = await pool.Import([], Line("S-1", Number, "9.00", "6.00"));
        var shifted = await pool.Import([], $"S-2\tV\t9.00\t{Number}x\t5.00\t0\t0\tnull", $"S-3\tV\t{Number} \t1\t1\t0\t0\tnull");
        good.ExitCode.ShouldBe(0);
        twice.ErrorLines.Count.ShouldBe(1);
        shifted.ErrorLines.Count.ShouldBe(2);
        foreach (var run in (VerbRun[])[good, twice, shifted]) (run.Output + run.Errors).ShouldNotContain(Number);
        (await TablesWith("S-1")).ShouldNotBeEmpty();
        (await TablesWith(Number)).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_stands_in_the_file_of_bad_rows_only_where_the_row_has_it()
    {
        using var pool = await DetailPool.Opened(postgres);
        var bad = pool.Pool.Path("bad.txt");
        await pool.Import(["--skip-bad", bad], Line("S-1", Number, "9.00", Number + "x"));
        var row = File.ReadAllLines(bad)[1];
        row[..row.LastIndexOf('\t')].ShouldContain(Number);
        row[row.LastIndexOf('\t')..].ShouldNotContain(Number);
    }

    [Fact]
    public async Task One_person_has_one_reference_in_every_import_and_two_have_two()
    {
        using var pool = await DetailPool.Opened(postgres);
        await pool.Import([], Line("S-1", Number, "9.00", "5.00"));
        await pool.Import(DetailPool.April, Line("S-2", Number, "9.00", "5.00"), Line("S-3", "P2", "9.00", "5.00"));
        var persons = (await pool.Pool.Events("--from", "6"))
            .Select(entry => entry.GetProperty("data").GetProperty("Person").GetString()!).ToList();
        persons[0].ShouldMatch(Reference().ToString());
        persons[1].ShouldBe(persons[0]);
        persons[2].ShouldNotBe(persons[0]);
    }

    private async Task<IReadOnlyList<string>> TablesWith(string text)
    {
        const string tables = """
            select relname from pg_class
            where relnamespace = to_regnamespace('ledger') and relkind in ('r', 'p') and not relispartition
            """;
        var found = new List<string>();
        foreach (var table in await Query(tables))
        {
            if ((await Query($"select 'found' from ledger.{table} t where t::text like '%{text}%' limit 1")).Count > 0)
                found.Add(table);
        }
        return found;
    }

    private async Task<List<string>> Query(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{24}$")]
    private static partial Regex Reference();
}
