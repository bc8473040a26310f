using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Reconciling;

/// <summary>
/// The sample has 30 differences of every kind, listed in planted.csv by who made the files; reconciling finds those, and no
/// other.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class ReconciliationSampleTests(PostgresFixture postgres)
{
    private const string Hospital = "H33099800063";

    [Fact]
    public async Task Exactly_the_planted_differences_are_found()
    {
        using var pool = await Loaded();

        var found = new List<string>();
        found.AddRange(Found(await Reconcile(pool, "--bank", File("bank.csv"), "--treasury", File("treasury.csv"), "--tax", File("tax.csv"))));
        found.AddRange(Found(await Reconcile(pool, "--totals", File("totals-3201.csv"), "--institution", Hospital)));
        found.AddRange(Found(await Reconcile(
            pool, "--details", File("details-3202.txt"), "--institution", Hospital, "--fund", "resident")));

        var planted = Planted();
        planted.Count.ShouldBe(30);
        planted.Select(line => line.Split(',')[1]).ToHashSet()
            .ShouldBe(["missing-here", "missing-there", "amount", "date", "split"], ignoreOrder: true);
        found.ShouldBe(planted, ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_bank_has_more_than_the_books_is_the_sum_of_its_differences()
    {
        using var pool = await Loaded();

        var bank = (await Reconcile(pool, "--bank", File("bank.csv"))).Json.GetProperty("sources")[0];

        decimal Amount(JsonElement element) => decimal.Parse(element.GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        (Amount(bank.GetProperty("there")) - Amount(bank.GetProperty("here")))
            .ShouldBe(bank.GetProperty("differences").EnumerateArray().Sum(Amount));
    }

    private async Task<TestPool> Loaded()
    {
        var pool = new TestPool(postgres);
        var run = await pool.Run("sample", "reconciliation", "--pool", pool.Code);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    private static async Task<VerbRun> Reconcile(TestPool pool, params string[] options)
    {
        var run = await pool.Run("reconcile", ["--pool", pool.Code, "--period", "2025-03", "--json", .. options]);
        run.ExitCode.ShouldBe(1, run.Errors);
        return run;
    }

    // As planted.csv has them: source, kind, reference, difference.
    private static IEnumerable<string> Found(VerbRun run) =>
        from source in run.Json.GetProperty("sources").EnumerateArray()
        from one in source.GetProperty("differences").EnumerateArray()
        let side = one.GetProperty(one.GetProperty("here").GetArrayLength() > 0 ? "here" : "there")[0].GetProperty("references")
        let reference = side.GetArrayLength() > 0 ? side[0].GetString() : ""
        select $"{source.GetProperty("source").GetString()},{one.GetProperty("kind").GetString()},{reference},"
            + one.GetProperty("amount").GetString();

    private static List<string> Planted() =>
    [
        .. System.IO.File.ReadLines(File("planted.csv")).Skip(1)
            .Select(line => string.Join(',', line.Split(',').Take(4))),
    ];

    private static string File(string name) => Repository.Path("samples", "reconciliation", name);
}
