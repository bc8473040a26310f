using System.Net;
using System.Net.Sockets;
using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>
/// An import that was asked for wrongly: one line that says what to do, exit code 2, nothing written.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class WrongUsageTests(PostgresFixture postgres)
{
    private const string Rows =
        "kind,document,fund,amount,date\ninterest_credited,D-1,resident,1.00,2027-02-01\n";
    private const string SeeHelp = " (see ./ledger import --help)";

    [Fact]
    public async Task A_missing_file_is_named() =>
        await ShouldRefuse(["nowhere.csv", "--pool", "330825"], "nowhere.csv: no such file");

    [Fact]
    public async Task A_folder_instead_of_a_file_is_named() =>
        await ShouldRefuse(["/", "--pool", "330825"], "/: is a folder; name the file in it");

    [Fact]
    public async Task No_file_at_all_is_wrong_usage() =>
        await ShouldRefuse(["--pool", "330825"],
            "Required argument missing for command: 'import'." + SeeHelp);

    [Theory]
    [InlineData("33082")]
    [InlineData("3308250")]
    [InlineData("33O825")]
    [InlineData("３３０８２５")]
    public async Task A_pool_is_six_digits(string pool) =>
        await ShouldRefuse(["rows.csv", "--pool", pool], $"'{pool}' must be six digits, as 330825" + SeeHelp);

    [Fact]
    public async Task A_pool_must_be_named()
    {
        await ShouldRefuse(["rows.csv"], "Option '--pool' is required." + SeeHelp);
        await ShouldRefuse(["rows.csv", "--pool"],
            "Required argument missing for option: '--pool'." + SeeHelp);
    }

    [Fact]
    public async Task A_file_that_another_program_holds_is_named()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var file = pool.Write("rows.csv", Rows);
        await using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var run = await pool.Run("import", file, "--pool", pool.Code);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("ledger: rows.csv: cannot be read: ");
        run.ExitCode.ShouldBe(2);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_the_user_may_not_read_is_named()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every file");
        using var pool = await TestPool.Opened(postgres);
        var file = pool.Write("rows.csv", Rows);
        File.SetUnixFileMode(file, UnixFileMode.None);
        var run = await pool.Run("import", file, "--pool", pool.Code);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("ledger: rows.csv: cannot be read: ");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_of_bad_rows_that_cannot_be_written_is_said_before_anything_is_recorded()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        (await pool.Import(Rows, "--skip-bad", pool.Folder)).Errors
            .ShouldBe($"ledger: --skip-bad {pool.Folder}: is a folder; name a file\n");
        var run = await pool.Import(Rows, "--skip-bad", pool.Path("none/bad.csv"));
        run.ErrorLines.ShouldHaveSingleItem()
            .ShouldStartWith("ledger: --skip-bad none/bad.csv: cannot be written: ");
        run.ExitCode.ShouldBe(2);
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_server_that_is_down_is_one_line()
    {
        var port = ClosedPort();
        var run = await Against($"Host=127.0.0.1;Port={port};Username=ledger;Database=books;Password=secret");
        run.Errors.ShouldBe(
            $"ledger: cannot use LEDGER_DB (127.0.0.1:{port}/books as ledger): nothing listens there\n");
        run.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("ledger", "is not a connection string; write it as")]
    [InlineData("Colour=red", "is not a connection string; write it as")]
    [InlineData("Host=db;Port=many", "is not a connection string; write it as")]
    [InlineData("Username=ledger", "names no Host; write it as")]
    [InlineData("postgres://ledger:secret@db/books", "is a URL; write it as")]
    public async Task A_connection_string_that_is_none_is_refused_without_repeating_it(string named,
        string reason)
    {
        var run = await Against(named);
        run.Errors.ShouldBe(
            $"ledger: LEDGER_DB {reason} \"Host=db.example;Database=ledger;Username=ledger\"\n");
        run.ExitCode.ShouldBe(2);
    }

    private static async Task ShouldRefuse(string[] arguments, string line)
    {
        var run = await VerbRun.Of(["import", .. arguments]);
        run.Errors.ShouldBe($"ledger: {line}\n");
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
    }

    private async Task<VerbRun> Against(string database)
    {
        using var pool = new TestPool(postgres);
        return await VerbRun.With(new Dictionary<string, string?> { ["LEDGER_DB"] = database },
            "import", pool.Write("rows.csv", Rows), "--pool", pool.Code);
    }

    // Bound and let go, so that nothing listens there.
    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
