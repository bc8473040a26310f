using System.Text;
using System.Text.Json;
using Ledger.Testing;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>
/// An opened pool with a home of its own, so that a key of persons is made there, and imports of settlement details of
/// one hospital.
/// </summary>
internal sealed class DetailPool : IDisposable
{
    public static readonly string[] March = ["--from", "2027-03-01", "--to", "2027-03-31"];
    public static readonly string[] April = ["--from", "2027-04-01", "--to", "2027-04-30"];
    public static readonly string[] Accounts = ["--personal-fund", "employee-personal"];

    private DetailPool(TestPool pool) => Pool = pool;

    public TestPool Pool { get; }

    public static async Task<DetailPool> Opened(PostgresFixture postgres)
    {
        var pool = await TestPool.Opened(postgres);
        pool.Home = pool.Path("home");
        (await pool.Import("kind,document,fund,date\nfund_opened,O-5,employee-personal,2027-01-01\n")).ExitCode.ShouldBe(0);
        var made = new DetailPool(pool);
        // The key is made here, and said to be, so that later runs have nothing more to say than what they test.
        (await made.Import([], Line("none", "P0", "0", "0"))).Errors.ShouldContain("keep a copy of it");
        return made;
    }

    /// <summary>Imports the lines as detail.txt, of March unless the options say otherwise.</summary>
    public Task<VerbRun> Import(string[] options, params string[] lines) =>
        Import("detail.txt", Encoding.UTF8.GetBytes(Text(lines)), options);

    public Task<VerbRun> Import(string name, byte[] bytes, params string[] options) =>
        Send([Pool.Write(name, bytes)], options);

    public Task<VerbRun> Send(string[] files, params string[] options) => Pool.Run("import",
    [
        .. files, "--pool", Pool.Code, "--format", "3202", "--institution", Hospital, "--fund", "resident",
        .. options.Contains("--to") ? [] : March, .. options,
    ]);

    /// <summary>Kind, document and yuan of what was recorded after the pool was opened.</summary>
    public async Task<IReadOnlyList<string>> Recorded() =>
    [
        .. (await Pool.Events("--from", "6")).Select(entry =>
            $"{entry.GetProperty("type").GetString()} {Data(entry, "Document")} {Data(entry, "Fund")} "
            + $"{entry.GetProperty("data").GetProperty("Amount").GetInt64() / 100m:0.00}"),
    ];

    public async Task<JsonElement> HospitalYear(string fund) =>
        (await Pool.Read("institution", "--institution", Hospital, "--year", "2027"))
            .GetProperty("funds").EnumerateArray().Single(row => row.GetProperty("fund").GetString() == fund);

    /// <summary>What the hospital is owed by the fund at the end of each month with entries.</summary>
    public async Task<IReadOnlyList<string>> Owed(string fund = "resident") =>
    [
        .. (await HospitalYear(fund)).GetProperty("months").EnumerateArray().Select(month =>
            $"{month.GetProperty("month").GetString()} "
            + month.GetProperty("outstanding").GetProperty("settlement").GetString()),
    ];

    public void Dispose() => Pool.Dispose();

    private static string? Data(JsonElement entry, string name) => entry.GetProperty("data").GetProperty(name).GetString();
}
