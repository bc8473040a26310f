using System.Globalization;
using System.Text.Json;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;

namespace Ledger.Api.Tests.Exports;

/// <summary>The tables in the manner of ISO 21378, read by a program of nobody here and compared with the verbs.</summary>
[Collection(VerbsCollection.Name)]
public sealed class AuditTablesTests(LoadedSamples samples) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("year-in-the-life")]
    [InlineData("zhoushan-2021")]
    [InlineData("year-in-the-life", "--from", "2025-04", "--through", "2025-06")]
    public async Task Another_program_finds_that_every_hash_count_sum_entry_and_balance_holds(
        string sample, params string[] options)
    {
        var books = await Export(sample, options);

        var check = await Check(books);

        check.Output.ShouldBe("every check holds\n", check.Errors);
        check.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("GL_Journal_Entry_Line.csv")]
    [InlineData("GL_Trial_Balance.csv")]
    [InlineData("GL_Journal_Entry.csv")]
    public async Task A_digit_that_was_changed_is_found(string table)
    {
        var books = await Export("zhoushan-2021");
        var path = Path.Combine(books, table);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var cents = text.LastIndexOf(".00", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text[..cents] + ".01" + text[(cents + 3)..], TestContext.Current.CancellationToken);

        var check = await Check(books);

        check.Output.ShouldContain($"{table}: another SHA-256 than the manifest's");
        check.Output.ShouldContain("does not sum to");
        check.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Every_cell_of_the_trial_balance_is_the_verbs()
    {
        var rows = Rows(await Export("year-in-the-life"), "GL_Trial_Balance.csv").ToList();

        rows.Select(row => row["period"]).Distinct().Count().ShouldBe(16);
        foreach (var month in rows.GroupBy(row => row["period"]))
        {
            var ours = (await samples.Read("year-in-the-life", "trial-balance", "--period", month.Key)).GetProperty("accounts")
                .EnumerateArray().ToDictionary(row => row.GetProperty("account").GetString()!);
            // What was debited and credited alike from nothing is no movement of the verb's.
            var shown = month.Where(row => row["debit"] != row["credit"] || row["opening_debit"] != row["opening_credit"]).ToList();
            shown.Select(row => row["account"]).ShouldBe(ours.Keys, ignoreOrder: true);
            foreach (var row in shown)
            {
                var account = ours[row["account"]];
                row["fund"].ShouldBe(account.GetProperty("fund").GetString());
                Net(row, "opening_debit", "opening_credit").ShouldBe(account.GetProperty("opening").GetString());
                Net(row, "debit", "credit").ShouldBe(account.GetProperty("movement").GetString());
                row["closing_debit"].ShouldBe(account.GetProperty("debit").GetString());
                row["closing_credit"].ShouldBe(account.GetProperty("credit").GetString());
            }
        }
    }

    [Fact]
    public async Task Every_cell_of_the_lines_is_the_journals()
    {
        var rows = Rows(await Export("year-in-the-life"), "GL_Journal_Entry_Line.csv")
            .Select(row => string.Join(' ', row["entry"], row["account"], row["fund"], row["debit"], row["credit"]));

        var journal = await samples.Run("journal", "--pool", "330999", "--json");

        rows.ShouldBe(journal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .SelectMany(entry => entry.GetProperty("lines").EnumerateArray().Select(line => string.Join(' ',
                entry.GetProperty("position").GetRawText(), line.GetProperty("account").GetString(),
                line.GetProperty("fund").GetString(), line.GetProperty("debit").GetString(),
                line.GetProperty("credit").GetString()))));
    }

    [Fact]
    public async Task A_closed_month_is_closed_and_a_later_one_open()
    {
        var periods = Rows(await Export("year-in-the-life"), "BAS_Accounting_Period.csv")
            .ToDictionary(row => row["period"], row => row["status"]);

        periods["2025-12"].ShouldBe("closed");
        periods["2026-01"].ShouldBe("open");
    }

    [Fact]
    public async Task A_folder_with_other_files_is_left_as_it_is()
    {
        _folder.Write("letter.txt", "mine");

        var run = await samples.Run("export", "--pool", "330900", "--to", "iso21378", "--out", _folder.Path);

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("has other files, such as letter.txt");
        run.ExitCode.ShouldBe(2);
        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["letter.txt"]);
        Directory.Exists(_folder.Path + ".unfinished").ShouldBeFalse();
    }

    [Fact]
    public async Task A_former_export_is_replaced_by_the_same_bytes()
    {
        var first = await Contents(await Export("zhoushan-2021"));

        (await Contents(await Export("zhoushan-2021"))).ShouldBe(first);
        Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).ShouldBe(["books"]);
    }

    private static Task<ProcessRun> Check(string books) =>
        Peer.Run("python3", "python3", Repository.Path("samples", "exports", "check_iso21378.py"), books);

    private async Task<string> Export(string sample, params string[] options)
    {
        var path = Path.Combine(_folder.Path, "books");
        var run = await samples.Run(
            ["export", "--pool", LoadedSamples.PoolOf(sample), "--to", "iso21378", "--out", path, .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return path;
    }

    // These two tables have codes and amounts only, so nothing in them is quoted.
    private static IEnumerable<Dictionary<string, string>> Rows(string books, string table)
    {
        var lines = File.ReadAllLines(Path.Combine(books, table));
        var columns = lines[0].Split(',');
        return lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second));
    }

    private static string Net(Dictionary<string, string> row, string debit, string credit) =>
        (decimal.Parse(row[debit], CultureInfo.InvariantCulture) - decimal.Parse(row[credit], CultureInfo.InvariantCulture))
        .ToString("0.00", CultureInfo.InvariantCulture);

    private static async Task<string> Contents(string folder)
    {
        var texts = new List<string>();
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
            texts.Add($"{Path.GetFileName(file)}\n{await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)}");
        return string.Join('\n', texts);
    }
}
