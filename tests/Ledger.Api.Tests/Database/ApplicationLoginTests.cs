using System.Diagnostics;
using Ledger.Api.Database;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Database;

/// <summary>A host that has a login of the application's own, in <c>LEDGER_DB_APP</c>, and not the owner's.</summary>
public sealed class ApplicationLoginTests(ApplicationLoginTests.OtherServer server) : IClassFixture<ApplicationLoginTests.OtherServer>
{
    private const string Entries = """
        kind,document,fund,amount,date
        fund_opened,O-1,resident,,2027-01-01
        opening_balance_recorded,O-2,resident,1000000.00,2027-01-01
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_asks_for_the_owner_to_make_the_tables_and_then_records_without_him()
    {
        var (owner, login) = await server.Database("recording");
        var early = await Run(owner: null, login, "pools");
        (early.ExitCode, early.Errors.Trim()).ShouldBe((2,
            "ledger: the tables are not those of this release: run ./ledger migrate with the owner's connection in LEDGER_DB"));
        var vain = await Run(owner: null, login, "migrate");
        (vain.ExitCode, vain.Errors.Trim()).ShouldBe((2,
            "ledger: the tables are made and upgraded by their owner: name its connection in LEDGER_DB"));
        (await Run(owner, login, "migrate")).ExitCode.ShouldBe(0);

        var entries = Path.Combine(server.Home.Folder, "entries.csv");
        await File.WriteAllTextAsync(entries, Entries, Cancellation);
        var import = await Run(owner: null, login, "import", entries, "--pool", "330825");
        import.ExitCode.ShouldBe(0, import.Errors);

        (await Run(owner: null, login, "balance", "--pool", "330825", "--json")).Output.ShouldContain("1000000.00");
        (await Run(owner: null, login, "rebuild", "--check")).ExitCode.ShouldBe(0);
        await using var connection = new NpgsqlConnection(login);
        await connection.OpenAsync(Cancellation);
        foreach (var sql in (string[])["set role ledger", "set session authorization ledger", "delete from ledger.mt_events_330825"])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation)))
                .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    [Fact]
    public async Task The_doctor_finds_a_login_that_may_change_what_is_recorded_and_one_that_may_not_record()
    {
        var (owner, login) = await server.Database("examined");
        (await Run(owner, null, "migrate")).ExitCode.ShouldBe(0);

        (await Run(owner, login, "doctor")).ExitCode.ShouldBe(0);

        var tooMuch = await Run(owner, owner, "doctor");
        tooMuch.ExitCode.ShouldBe(1);
        tooMuch.Output.ShouldContain("ledger, whom LEDGER_DB_APP names, may change what is recorded");
        var tooLittle = await Run(owner, await server.Login(owner, "ledger_stranger"), "doctor");
        tooLittle.ExitCode.ShouldBe(1);
        tooLittle.Output.ShouldContain("grant ledger_app to ledger_stranger");
    }

    [Fact]
    public async Task An_owner_who_may_not_make_roles_is_told_what_to_ask_for_and_works_once_it_is_done()
    {
        // On a server of its own, where the role is not there yet.
        await using var bare = new OtherServer();
        await bare.InitializeAsync();
        var (superuser, _) = await bare.Database("kept_by_others");
        var owner = await bare.Login(superuser, "keeper");
        await OtherServer.Execute(superuser, "drop role ledger_web; drop role ledger_app; grant create on database kept_by_others to keeper");

        var refused = await Run(owner, null, "pools");
        (refused.ExitCode, refused.Errors.Trim()).ShouldBe((2, "ledger: there is no role ledger_app, and keeper may not make it: "
            + "have an administrator run create role ledger_app; grant ledger_app to keeper (P0001)"));

        await OtherServer.Execute(superuser, "create role ledger_app");
        (await Run(owner, null, "pools")).Errors.ShouldContain("have an administrator run grant ledger_app to keeper");
        await OtherServer.Execute(superuser, "grant ledger_app to keeper");
        (await Run(owner, null, "pools")).ExitCode.ShouldBe(0);
        var entries = Path.Combine(bare.Home.Folder, "entries.csv");
        await File.WriteAllTextAsync(entries, Entries, Cancellation);
        (await Run(owner, null, "import", entries, "--pool", "330825")).ExitCode.ShouldBe(0);
        (await Run(owner, null, "rebuild", "--check")).ExitCode.ShouldBe(0);
    }

    private static Task<ProcessRun> Run(string? owner, string? application, params string[] arguments)
    {
        var start = new ProcessStartInfo(ProcessRun.Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LEDGER_DB"] = owner, ["LEDGER_DB_APP"] = application, ["LEDGER_LANG"] = "en" },
        };
        return ProcessRun.Finish(ProcessRun.Start(start));
    }

    /// <summary>A server on which somebody made the roles before the ledger came.</summary>
    public sealed class OtherServer : IAsyncLifetime
    {
        private string _superuser = "";

        internal TemporaryHome Home { get; } = new();

        public async ValueTask InitializeAsync()
        {
            _superuser = (await DatabaseServer.ConnectEmbedded(Home.Home, CancellationToken.None)).ConnectionString;
            await Execute(_superuser, "create role ledger_app");
            await Login(_superuser, "ledger_web");
            await Execute(_superuser, "grant ledger_app to ledger_web");
        }

        /// <summary>An empty database: the superuser's way to it, and the way of ledger_web.</summary>
        internal async Task<(string Owner, string Login)> Database(string name)
        {
            await Execute(_superuser, $"create database {name}");
            var owner = new NpgsqlConnectionStringBuilder(_superuser) { Database = name };
            return (owner.ConnectionString, new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = "ledger_web" }.ConnectionString);
        }

        /// <summary>Makes a role that may log in.</summary>
        internal async Task<string> Login(string superuser, string name)
        {
            await Execute(superuser, $"create role {name} login");
            var names = Path.Combine(Home.DataFolder, "pg_ident.conf");
            await File.AppendAllTextAsync(names, $"ledger \"{ServerUser.CurrentName}\" {name}\n");
            await Execute(superuser, "select pg_reload_conf()");
            var login = new NpgsqlConnectionStringBuilder(superuser) { Username = name }.ConnectionString;
            // The server reads its files a moment later.
            for (var tries = 0; tries < 100 && !await Answers(login); tries++) await Task.Delay(50);
            return login;
        }

        internal static async Task Execute(string connectionString, string sql)
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        private static async Task<bool> Answers(string login)
        {
            try
            {
                await Execute(login, "select");
                return true;
            }
            catch (PostgresException)
            {
                return false;
            }
        }

        public ValueTask DisposeAsync() => Home.DisposeAsync();
    }
}
