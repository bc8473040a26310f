using System.Diagnostics;
using System.Text.Json;
using Ledger.Api.Database;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Database;

public sealed class DoctorTests
{
    [Fact]
    public async Task The_json_of_a_running_server_has_what_other_programs_read()
    {
        await using var temporary = new TemporaryHome();
        await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        var run = await ProcessRun.Ledger(temporary.Home, "doctor", "--json");
        run.ExitCode.ShouldBe(0);
        var report = JsonDocument.Parse(run.Output).RootElement;
        report.GetProperty("home").GetString().ShouldBe(temporary.Home.Path);
        report.GetProperty("problems").GetArrayLength().ShouldBe(0);
        var server = report.GetProperty("server");
        server.GetProperty("running").GetBoolean().ShouldBeTrue();
        server.GetProperty("dataFolder").GetString().ShouldBe(temporary.DataFolder);
        foreach (var name in new[] { "version", "bin", "user", "socket", "log" })
            server.GetProperty(name).GetString().ShouldNotBeNullOrEmpty();
        await using var connection = new NpgsqlConnection(report.GetProperty("database").GetString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Nothing_is_made_or_started_and_the_connection_string_is_there_all_the_same()
    {
        await using var temporary = new TemporaryHome();
        var run = await ProcessRun.Ledger(temporary.Home, "doctor", "--json");
        run.ExitCode.ShouldBe(0);
        Directory.Exists(temporary.Home.Path).ShouldBeFalse();
        var report = JsonDocument.Parse(run.Output).RootElement;
        report.GetProperty("server").GetProperty("running").GetBoolean().ShouldBeFalse();
        var database = new NpgsqlConnectionStringBuilder(report.GetProperty("database").GetString());
        await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_killed_server_is_a_problem_and_stays_one_until_a_verb_needs_it()
    {
        await using var temporary = new TemporaryHome();
        await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        var running = await temporary.Running();
        using (var server = Process.GetProcessById(running.ProcessId)) server.Kill();
        await Eventually.True(() => !Directory.Exists($"/proc/{running.ProcessId}"), "the server is gone");
        var run = await ProcessRun.Ledger(temporary.Home, "doctor");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("PROBLEM");
        (await DatabaseServer.FindRunning(temporary.Home, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Data_of_another_major_version_are_refused_by_a_verb_and_named_by_the_doctor()
    {
        await using var temporary = new TemporaryHome();
        await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        await DatabaseServer.Stop(temporary.Home, CancellationToken.None);
        var mark = Path.Combine(temporary.DataFolder, "PG_VERSION");
        await File.WriteAllTextAsync(mark, "9\n", TestContext.Current.CancellationToken);
        var run = await ProcessRun.Ledger(temporary.Home, "start");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("was made by PostgreSQL 9");
        run.Errors.Trim().ShouldNotContain('\n');
        var doctor = await ProcessRun.Ledger(temporary.Home, "doctor");
        doctor.ExitCode.ShouldBe(1);
        doctor.Output.ShouldContain("was made by PostgreSQL 9");
    }

    [Fact]
    public async Task A_setting_that_can_lose_a_commit_is_a_problem()
    {
        await using var temporary = new TemporaryHome();
        var endpoint = await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        await using (var connection = new NpgsqlConnection(endpoint.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(
                "alter database ledger set synchronous_commit = off", connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        var run = await ProcessRun.Ledger(temporary.Home, "doctor");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("synchronous_commit is off");
    }

    [Fact]
    public async Task Programs_that_are_not_where_the_user_says_are_a_problem()
    {
        await using var temporary = new TemporaryHome();
        var start = new ProcessStartInfo(ProcessRun.Program, ["doctor", "--json"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                [LedgerHome.Variable] = temporary.Home.Path,
                [PostgresPrograms.Variable] = "/nowhere",
            },
        };
        var run = await ProcessRun.Finish(ProcessRun.Start(start));
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("not installed");
    }
}
