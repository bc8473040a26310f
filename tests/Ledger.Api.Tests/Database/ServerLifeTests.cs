using System.Diagnostics;
using Ledger.Api.Database;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Database;

/// <summary>A server's birth, accidents and end, each on a home of its own.</summary>
public sealed class ServerLifeTests
{
    [Fact]
    public async Task Commands_that_start_together_on_a_new_home_make_and_share_one_database()
    {
        await using var temporary = new TemporaryHome();
        const int commands = 3;
        var runs = await Task.WhenAll(
            Enumerable.Range(0, commands).Select(_ => ProcessRun.Ledger(temporary.Home, "start")));
        runs.ShouldAllBe(run => run.ExitCode == 0);
        runs.Count(run => run.Errors.Contains("making a new database", StringComparison.Ordinal)).ShouldBe(1);
        (await File.ReadAllLinesAsync(Path.Combine(temporary.Home.Path, "pg", "server.log"),
            TestContext.Current.CancellationToken))
            .Count(line => line.Contains("LOG:  starting PostgreSQL", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task After_a_kill_of_the_server_the_next_command_finds_every_committed_row()
    {
        await using var temporary = new TemporaryHome();
        await Execute(temporary.Home,
            "create table kept (n int); insert into kept select generate_series(1, 1000)");
        await Kill(temporary.Home);
        (await ProcessRun.Ledger(temporary.Home, "start")).ExitCode.ShouldBe(0);
        (await Execute(temporary.Home, "select count(*) from kept")).ShouldBe(1000L);
    }

    [Fact]
    public async Task A_process_that_a_killed_server_left_is_waited_for()
    {
        await using var temporary = new TemporaryHome();
        var endpoint = await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        await using var connection = new NpgsqlConnection(endpoint.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        // A stopped process cannot see that its server is gone, and holds the memory that a new one needs.
        await Signal("STOP", connection.ProcessID);
        Task<ProcessRun> start;
        bool waited;
        try
        {
            await Kill(temporary.Home);
            start = ProcessRun.Ledger(temporary.Home, "start");
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            waited = !start.IsCompleted;
        }
        finally
        {
            await Signal("CONT", connection.ProcessID);
        }
        (await start).ExitCode.ShouldBe(0);
        waited.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pid_file_that_names_someone_elses_process_does_not_keep_the_server_from_starting()
    {
        await using var temporary = new TemporaryHome();
        await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        var cluster = Cluster.Find(temporary.Home).ShouldNotBeNull();
        var mark = Path.Combine(cluster.DataFolder, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(mark, TestContext.Current.CancellationToken);
        await DatabaseServer.Stop(temporary.Home, CancellationToken.None);
        // Only a process of the server's own user looks like a server to PostgreSQL.
        using var unrelated = Process.Start(cluster.User.Command("sleep", "100"))!;
        try
        {
            lines[0] = $"{unrelated.Id}";
            ClusterSettings.Replace(cluster.User, mark, string.Join('\n', lines) + "\n");
            await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
            unrelated.HasExited.ShouldBeFalse();
        }
        finally
        {
            unrelated.Kill();
        }
    }

    [Fact]
    public async Task A_kill_while_the_database_is_being_made_leaves_a_home_that_works()
    {
        await using var temporary = new TemporaryHome();
        using var killed = ProcessRun.Start(temporary.Home, ProcessRun.Program, "start");
        await Eventually.True(() => Unfinished(temporary).Length > 0, "initdb begins");
        killed.Kill();
        await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        Directory.Exists(temporary.DataFolder).ShouldBeFalse();

        (await ProcessRun.Ledger(temporary.Home, "start")).ExitCode.ShouldBe(0);
        (await Execute(temporary.Home, "select 1")).ShouldBe(1);
        await DatabaseServer.Stop(temporary.Home, CancellationToken.None);
    }

    [Fact]
    public async Task The_server_outlives_the_killing_of_the_command_that_started_it()
    {
        await using var temporary = new TemporaryHome();
        using var command = ProcessRun.Start(temporary.Home, ProcessRun.Program, "start");
        await Eventually.True(() => Runs(temporary.Home), "the server runs");
        command.Kill();
        (await Execute(temporary.Home, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_lock_that_the_caller_holds_does_not_pass_to_the_server()
    {
        await using var temporary = new TemporaryHome();
        var held = Path.Combine(temporary.Folder, "held");
        var run = await ProcessRun.Finish(ProcessRun.Start(temporary.Home, "/bin/bash", "-c",
            "exec 7>\"$1\"; flock 7; \"$2\" start", "bash", held, ProcessRun.Program));
        run.ExitCode.ShouldBe(0);
        var free = await ProcessRun.Finish(
            ProcessRun.Start(temporary.Home, "flock", "--nonblock", held, "true"));
        free.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_twice_is_fine()
    {
        await using var temporary = new TemporaryHome();
        await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        var first = await ProcessRun.Ledger(temporary.Home, "stop");
        first.ExitCode.ShouldBe(0);
        first.Output.ShouldContain("Stopped");
        Runs(temporary.Home).ShouldBeFalse();
        var second = await ProcessRun.Ledger(temporary.Home, "stop");
        second.ExitCode.ShouldBe(0);
        second.Output.ShouldContain("No database");
    }

    [Fact]
    public async Task Stopping_what_was_never_started_makes_nothing()
    {
        await using var temporary = new TemporaryHome();
        (await ProcessRun.Ledger(temporary.Home, "stop")).ExitCode.ShouldBe(0);
        Directory.Exists(temporary.Home.Path).ShouldBeFalse();
    }

    private static bool Runs(LedgerHome home) =>
        Cluster.Find(home) is { } cluster && EmbeddedServer.Answers(cluster);

    private static string[] Unfinished(TemporaryHome temporary)
    {
        var cluster = Path.Combine(temporary.Home.Path, "pg");
        return Directory.Exists(cluster) ? Directory.GetDirectories(cluster, "unfinished-*") : [];
    }

    private static async Task Signal(string name, int process)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task Kill(LedgerHome home)
    {
        var running = await DatabaseServer.FindRunning(home, CancellationToken.None);
        running.ShouldNotBeNull();
        using var server = Process.GetProcessById(running.ProcessId);
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<object?> Execute(LedgerHome home, string statement)
    {
        var endpoint = await DatabaseServer.ConnectEmbedded(home, CancellationToken.None);
        var settings = new NpgsqlConnectionStringBuilder(endpoint.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }
}
