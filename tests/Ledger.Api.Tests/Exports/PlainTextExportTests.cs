using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;

namespace Ledger.Api.Tests.Exports;

/// <summary>hledger and beancount read the journals, find their assertions true and add up to our balances.</summary>
[Collection(VerbsCollection.Name)]
public sealed partial class PlainTextExportTests(LoadedSamples samples) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Samples => ["zhoushan-2021", "year-in-the-life"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Hledger_finds_every_account_declared_and_every_asserted_balance_true(string sample)
    {
        var journal = await Export(sample, "hledger");

        var check = await Hledger(journal, "check", "--strict");

        check.ExitCode.ShouldBe(0, check.Errors);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Beancount_finds_every_asserted_balance_true(string sample)
    {
        var check = await Peer.Run("bean-check", "beancount", await Export(sample, "beancount"));

        (check.Output + check.Errors).ShouldBeEmpty();
        check.ExitCode.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Beancount_adds_up_to_the_trial_balance(string sample)
    {
        var query = await Peer.Run("bean-query", "beancount", "-q", "-f", "csv", await Export(sample, "beancount"),
            "select account, sum(number) group by account");

        query.ExitCode.ShouldBe(0, query.Errors);
        var theirs = query.Output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(cells => ExportedPostings.OursOf(cells[0].Trim()), cells => Amount(cells[1]));
        theirs.Where(row => row.Value != 0).OrderBy(row => row.Key, StringComparer.Ordinal).ShouldBe(
            (await TrialBalance(sample)).OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_fen_booked_elsewhere_is_found_by_both_programs()
    {
        // Balanced, so that only an assertion can notice it.
        var hledger = await Export("zhoushan-2021", "hledger");
        await File.AppendAllTextAsync(hledger, """

            2021-02-01 planted
                medical-aid:bank:expenditure-account  0.01 CNY
                medical-aid:income:other  -0.01 CNY

            """, TestContext.Current.CancellationToken);
        var beancount = await Export("zhoushan-2021", "beancount");
        await File.AppendAllTextAsync(beancount, """

            2021-02-01 * "planted"
              Assets:Medical-aid:Bank:Expenditure-account  0.01 CNY
              Income:Medical-aid:Income:Other  -0.01 CNY
            2021-01-01 open Income:Medical-aid:Income:Other

            """, TestContext.Current.CancellationToken);

        (await Hledger(hledger, "check")).Errors.ShouldContain("balance assertion");
        (await Peer.Run("bean-check", "beancount", beancount)).Errors.ShouldContain("Balance failed");
    }

    [Theory]
    [InlineData("hledger")]
    [InlineData("beancount")]
    public async Task Every_month_with_entries_ends_with_asserted_balances(string format)
    {
        var text = await File.ReadAllTextAsync(
            await Export("year-in-the-life", format), TestContext.Current.CancellationToken);

        var asserted = (format == "hledger" ? HledgerDay() : BeancountDay()).Matches(text)
            .Select(match => DateOnly.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToHashSet();

        // hledger asserts at the end of a day, beancount at its beginning.
        asserted.Order().ShouldBe(Enumerable.Range(1, 16).Select(month => new DateOnly(2025, 1, 1).AddMonths(month)
            .AddDays(format == "hledger" ? -1 : 0)));
    }

    [Theory]
    [InlineData("hledger")]
    [InlineData("beancount")]
    [InlineData("jsonl")]
    public async Task A_format_that_is_whole_refuses_months_and_says_what_to_do(string format)
    {
        var run = await samples.Run("export", "--pool", "330999", "--to", format, "--out", _folder.Path,
            "--from", "2025-01", "--through", "2025-03");

        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("exported whole");
        run.ExitCode.ShouldBe(2);
    }

    private static Task<ProcessRun> Hledger(string journal, params IEnumerable<string> arguments) =>
        Peer.Run("hledger", "hledger", ["-f", journal, .. arguments]);

    private async Task<string> Export(string sample, string format)
    {
        var path = System.IO.Path.Combine(_folder.Path, format);
        var run = await samples.Run("export", "--pool", LoadedSamples.PoolOf(sample), "--to", format, "--out", path);
        run.ExitCode.ShouldBe(0, run.Errors);
        return path;
    }

    private async Task<IReadOnlyDictionary<string, decimal>> TrialBalance(string sample) =>
        (await samples.Read(sample, "trial-balance")).GetProperty("accounts").EnumerateArray().ToDictionary(
            row => row.GetProperty("account").GetString()!, row => Amount(row.GetProperty("balance").GetString()!));

    private static decimal Amount(string text) => decimal.Parse(text.Trim(), CultureInfo.InvariantCulture);

    [GeneratedRegex("^(....-..-..) balances of the trial balance$", RegexOptions.Multiline)]
    private static partial Regex HledgerDay();

    [GeneratedRegex("^(....-..-..) balance ", RegexOptions.Multiline)]
    private static partial Regex BeancountDay();
}
