using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Projections.Following;
using Ledger.Testing;

namespace Ledger.Api.Tests;

/// <summary>
/// A pool that no other test uses, a folder for its files, and the verbs that read and write it.
/// </summary>
public sealed class TestPool(PostgresFixture postgres) : IDisposable
{
    public const string Header = "kind,document,voucher,fund,amount,date,institution,original,category,note";

    private static int _lastCode = 100_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-verbs-");

    public string Code { get; } = Interlocked.Increment(ref _lastCode).ToString(CultureInfo.InvariantCulture);

    public string Folder => _folder.FullName;

    /// <summary>LEDGER_HOME of the verbs; that of the test run where it is null.</summary>
    public string? Home { get; set; }

    /// <summary>Further environment variables of its verbs, such as LEDGER_LANG.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>
    /// With the funds resident and employee opened, each with 1,000,000.00 yuan: positions 1 to 4.
    /// </summary>
    public static async Task<TestPool> Opened(PostgresFixture postgres)
    {
        var pool = new TestPool(postgres);
        var run = await pool.Import("""
            kind,document,fund,amount,date
            fund_opened,O-1,resident,,2027-01-01
            fund_opened,O-2,employee,,2027-01-01
            opening_balance_recorded,O-3,resident,1000000.00,2027-01-01
            opening_balance_recorded,O-4,employee,1000000.00,2027-01-01
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    /// <summary>Imports the text as rows.csv; what is printed names files without their folder.</summary>
    public Task<VerbRun> Import(string text, params string[] options) =>
        Run("import", [Write("rows.csv", text), "--pool", Code, .. options]);

    /// <summary>Runs a verb on this pool, with <c>--json</c>.</summary>
    public async Task<JsonElement> Read(string verb, params string[] options)
    {
        var run = await Run(verb, ["--pool", Code, "--json", .. options]);
        run.Errors.ShouldBeEmpty();
        return run.Json;
    }

    public Task<VerbRun> Run(string verb, params string[] arguments) => Run(verb, actor: null, arguments);

    public async Task<VerbRun> Run(string verb, string? actor, string[] arguments)
    {
        var environment = new Dictionary<string, string?>(Settings)
        {
            ["LEDGER_DB"] = postgres.ConnectionString,
            ["LEDGER_ACTOR"] = actor,
        };
        if (Home is not null) environment["LEDGER_HOME"] = Home;
        var run = await VerbRun.With(environment, [verb, .. arguments]);
        return run with
        {
            Errors = run.Errors.Replace(Folder + "/", "", StringComparison.Ordinal),
            Output = run.Output.Replace(Folder + "/", "", StringComparison.Ordinal),
        };
    }

    /// <summary>The pool's log, an object an event.</summary>
    public async Task<IReadOnlyList<JsonElement>> Events(params string[] options)
    {
        var run = await Run("events", ["--pool", Code, "--json", .. options]);
        run.Errors.ShouldBeEmpty();
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    /// <summary>The documents of the log, in order of position.</summary>
    public async Task<IReadOnlyList<string?>> Documents(int from = 1) =>
    [
        .. (await Events("--from", from.ToString(CultureInfo.InvariantCulture)))
            .Select(entry => entry.GetProperty("data").GetProperty("Document").GetString()),
    ];

    /// <summary>
    /// All that the database holds, a line a table; equal before and after where nothing was written.
    /// </summary>
    public async Task<string> Tables()
    {
        await FollowAll();
        // Also how many relations there are: a pool that is registered has tables of its own.
        const string each = """
            select 'select count(*)::text from pg_class' || coalesce(string_agg(format(
                ' union all select %L || count(*) || '' '' || coalesce(sum(hashtextextended(t::text, 0)), 0) '
                || 'from ledger.%I t', relname || ' ', relname), ''), '')
            from pg_class
            where relnamespace = to_regnamespace('ledger') and relkind in ('r', 'p') and not relispartition
            """;
        var rows = await Query((await Query(each)).Single());
        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }

    // What follows the log moves when somebody asks for it; that is no change of what is recorded.
    private async Task FollowAll()
    {
        await using var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        await using var connection = await ledger.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        // One look at all: the tests before have left hundreds of pools, of which few are behind.
        foreach (var lag in await FollowingLag.All(connection, TestContext.Current.CancellationToken))
        {
            if (lag.EventsBehind > 0 || lag.Parked > 0)
                await ledger.Follower.CatchUp(lag.Pool, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<IReadOnlyList<string>> Query(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;
}
