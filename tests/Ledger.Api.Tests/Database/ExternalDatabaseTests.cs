using System.Diagnostics;
using Ledger.Api.Database;
using Ledger.Testing;

namespace Ledger.Api.Tests.Database;

/// <summary>A server that <c>LEDGER_DB</c> names.</summary>
public sealed class ExternalDatabaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Secret = "correct-horse";

    [Theory]
    [InlineData($"postgres://ledger:{Secret}@db/ledger", "is a URL")]
    [InlineData($"Password={Secret};Nonsense", "is not a connection string")]
    [InlineData($"Password={Secret}", "names no Host")]
    [InlineData($"Host=127.0.0.1;Port=1;Database=d;Username=u;Password={Secret}", "nothing listens there")]
    public async Task What_cannot_be_used_is_one_line_without_the_password(string named, string expected)
    {
        var run = await Run(named, "start");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(expected);
        run.Errors.Trim().ShouldNotContain('\n');
        (run.Errors + run.Output).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var run = await Run(postgres.ConnectionString.Replace(postgres.DatabaseName, "absent",
            StringComparison.Ordinal), "start");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("\"absent\" does not exist");
    }

    [Fact]
    public async Task The_doctor_reports_it_and_prints_no_password()
    {
        var run = await Run($"{postgres.ConnectionString};Password={Secret}", "doctor", "--json");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain(postgres.DatabaseName);
        run.Output.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Stop_leaves_it_alone()
    {
        var run = await Run(postgres.ConnectionString, "stop");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("not the ledger's to stop");
        await using var command = postgres.DataSource.CreateCommand("select 1");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    private static Task<ProcessRun> Run(string named, params string[] arguments)
    {
        var start = new ProcessStartInfo(ProcessRun.Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [ExternalDatabase.Variable] = named },
        };
        return ProcessRun.Finish(ProcessRun.Start(start));
    }
}
