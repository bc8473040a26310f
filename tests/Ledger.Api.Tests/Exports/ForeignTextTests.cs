using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ledger.Testing;

namespace Ledger.Api.Tests.Exports;

/// <summary>Whatever words are in the log, they are words to whoever reads an export; and an export is whole.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ForeignTextTests(PostgresFixture postgres) : IDisposable
{
    private const string Markup = "<b>5 > 3</b> & \"half\" </摘要><script>";

    private readonly TestPool _pool = new(postgres);

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData("=SUM(A1:A9)")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@now")]
    [InlineData("'quoted'")]
    [InlineData("plain = text")]
    public async Task A_text_that_a_spreadsheet_would_reckon_has_an_apostrophe_before_it(string words)
    {
        await Record(words, "\"" + words + ", \"\"twice\"\"\"");

        await Export("iso21378");

        var table = await File.ReadAllTextAsync(Path.Combine(_pool.Path("iso21378"), "GL_Journal_Entry.csv"),
            TestContext.Current.CancellationToken);
        var cell = words.StartsWith("plain", StringComparison.Ordinal) ? words : "'" + words;
        table.ShouldContain($",{cell},\"{cell}, \"\"twice\"\"\",");
        // Who takes the apostrophe away has the words as they were.
        (await Peer.Run("python3", "python3", "-c", $"""
            import sys
            sys.path.insert(0, {JsonSerializer.Serialize(Repository.Path("samples", "exports"))})
            from check_iso21378 import check, pathlib, table
            folder = pathlib.Path({JsonSerializer.Serialize(_pool.Path("iso21378"))})
            print(list(check(folder)), table(folder, "GL_Journal_Entry.csv")[-1]["reason"], sep="\n")
            """)).Output.ShouldBe($"[]\n{words}\n");
    }

    [Fact]
    public async Task Markup_in_a_note_is_text_in_the_xml()
    {
        await Record("why", "\"" + Markup.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"");

        await Export("gbt24589");

        XNamespace ns = "urn:ledger:gbt24589-style:1";
        XDocument.Load(_pool.Path("gbt24589")).Descendants(ns + "摘要").Last().Value.ShouldBe($"why;{Markup}");
    }

    [Fact]
    public async Task Documents_with_quotes_brackets_and_semicolons_are_read_by_both_programs()
    {
        await _pool.Import(""""
            kind,document,voucher,fund,amount,date,payer
            fund_opened,O-1,,resident,,2027-01-01,
            premium_received,"P ""1"" \ (a); b","V ""\n""",resident,1.00,2027-01-02,individual
            """");

        await Export("hledger");
        await Export("beancount");

        (await Peer.Run("hledger", "hledger", "-f", _pool.Path("hledger"), "check", "--strict")).Errors.ShouldBeEmpty();
        var check = await Peer.Run("bean-check", "beancount", _pool.Path("beancount"));
        (check.Output + check.Errors).ShouldBeEmpty();
        (await Peer.Run("bean-query", "beancount", "-q", "-f", "csv", _pool.Path("beancount"),
            "select distinct narration, any_meta('voucher') as voucher")).Output
            .ShouldContain("\"P \"\"1\"\" \\ (a); b\",\"V \"\"\\n\"\"\"");
    }

    [Fact]
    public async Task The_log_has_every_column_of_every_row_as_it_is_stored()
    {
        await Record("why", "\"" + Markup.Replace("\"", "\"\"", StringComparison.Ordinal) + " 𠮷\"");

        await Export("jsonl");

        (await Peer.Run("python3", "python3", Repository.Path("samples", "exports", "check_jsonl.py"), _pool.Path("jsonl")))
            .Output.ShouldBe("3 events\n");
        var lines = await File.ReadAllLinesAsync(_pool.Path("jsonl"), TestContext.Current.CancellationToken);
        lines.Select(line => Row(line)).ShouldBe(await Stored());
    }

    [Theory]
    [InlineData("hledger")]
    [InlineData("beancount")]
    [InlineData("iso21378")]
    [InlineData("gbt24589")]
    [InlineData("jsonl")]
    public async Task The_same_position_gives_the_same_bytes_whatever_was_recorded_since(string format)
    {
        await Record("why", "note");
        await Export(format);
        var before = await Bytes(format);
        await _pool.Import("""
            kind,document,fund,amount,date,original,reason
            entry_reversed,X-1,resident,,2027-01-03,P-1,wrong
            """);

        await Export(format, "--position", "3");

        (await Bytes(format)).ShouldBe(before);
        await Export(format);
        (await Bytes(format)).ShouldNotBe(before);
    }

    [Theory]
    [InlineData("beancount")]
    [InlineData("iso21378")]
    [InlineData("jsonl")]
    public async Task Where_the_place_cannot_be_written_nothing_is_left(string format)
    {
        await Record("why", "note");
        var file = _pool.Write("file", "mine");

        var run = await _pool.Run("export", "--pool", _pool.Code, "--to", format, "--out", Path.Combine(file, "inside"));

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("--out ");
        run.ExitCode.ShouldBe(2);
        Directory.GetFileSystemEntries(_pool.Folder).Select(Path.GetFileName).Order().ShouldBe(["file", "rows.csv"]);
    }

    [Fact]
    public async Task Figures_that_differ_from_the_log_are_not_exported()
    {
        await Record("why", "note");
        await using (var command = postgres.DataSource.CreateCommand(
            "update ledger.fund_total set amount_fen = amount_fen + 1 where pool = $1 and line = 'income.premium'"))
        {
            command.Parameters.AddWithValue(_pool.Code);
            (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
        }

        var run = await _pool.Run("export", "--pool", _pool.Code, "--to", "iso21378", "--out", _pool.Path("books"));

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("resident:income:premium has -1.01 by the figures and -1.00 by the log");
        run.ExitCode.ShouldBe(1);
        Directory.Exists(_pool.Path("books")).ShouldBeFalse();
    }

    private async Task Record(string reason, string note)
    {
        var run = await _pool.Import($"""
            kind,document,fund,amount,date,payer,reason,note
            fund_opened,O-1,resident,,2027-01-01,,,
            opening_balance_recorded,O-2,resident,10.00,2027-01-01,,,
            premium_received,P-1,resident,1.00,2027-01-02,individual,{reason},{note}
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private async Task Export(string format, params string[] options)
    {
        var run = await _pool.Run(
            "export", ["--pool", _pool.Code, "--to", format, "--out", _pool.Path(format), .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    private async Task<string> Bytes(string format)
    {
        var path = _pool.Path(format);
        var files = Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : (IEnumerable<string>)[path];
        var texts = new List<string>();
        foreach (var file in files)
            texts.Add(Convert.ToHexString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        return string.Join('\n', texts);
    }

    // The rows by way of PostgreSQL's own JSON.
    private async Task<IReadOnlyList<string>> Stored()
    {
        await using var command = postgres.DataSource.CreateCommand("""
            select (to_jsonb(e) || jsonb_build_object('timestamp',
                to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))::text
            from ledger.mt_events e where tenant_id = $1 order by seq_id
            """);
        command.Parameters.AddWithValue(_pool.Code);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(Row(reader.GetString(0)));
        return rows;
    }

    private static string Row(string json)
    {
        var members = JsonNode.Parse(json)!.AsObject();
        // What is beside the columns.
        members.Remove("leaf");
        return string.Join('\n', members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{member.Key} {(member.Value is JsonObject inner ? Row(inner.ToJsonString()) : member.Value?.ToJsonString())}"));
    }
}
