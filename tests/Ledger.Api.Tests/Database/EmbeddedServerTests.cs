using System.Globalization;
using Ledger.Api.Database;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Database;

/// <summary>What a running embedded server is like. Reads only, so all share one.</summary>
public sealed class EmbeddedServerTests(EmbeddedServerTests.Server server)
    : IClassFixture<EmbeddedServerTests.Server>
{
    public sealed class Server : IAsyncLifetime
    {
        public TemporaryHome Temporary { get; } = new();

        public NpgsqlDataSource Database { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Database = NpgsqlDataSource.Create(
            (await DatabaseServer.ConnectEmbedded(Temporary.Home, CancellationToken.None)).ConnectionString);

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            await Temporary.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("fsync", "on")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("full_page_writes", "on")]
    [InlineData("data_checksums", "on")]
    [InlineData("listen_addresses", "")]
    [InlineData("server_encoding", "UTF8")]
    [InlineData("lc_collate", "C")]
    [InlineData("TimeZone", "UTC")]
    [InlineData("is_superuser", "on")]
    [InlineData("role", "none")]
    public async Task A_setting_that_the_ledger_counts_on(string name, string expected) =>
        (await Ask($"select current_setting('{name}')")).ShouldBe(expected);

    [Fact]
    public async Task The_caller_is_the_role_and_in_the_database_ledger() =>
        (await Ask("select current_user || '/' || current_database()")).ShouldBe("ledger/ledger");

    [Fact]
    public async Task No_process_of_the_server_listens_on_the_network()
    {
        var running = await Running();
        var sockets = Directory.EnumerateFiles($"/proc/{running.ProcessId}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1])
            .ToList();
        sockets.ShouldNotBeEmpty();
        const int socketColumn = 9;
        var network = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[socketColumn]);
        network.Intersect(sockets).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_server_user_may_enter_the_folders_of_data_and_socket()
    {
        var running = await Running();
        foreach (var folder in new[] { running.DataFolder, running.SocketFolder })
            File.GetUnixFileMode(folder).ShouldBe(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Another_ordinary_user_is_told_whose_database_it_is()
    {
        Requirement.Root();
        var run = await Unprivileged.Run(server.Temporary.Home, "start");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("belongs to ");
        run.Errors.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task The_next_command_uses_the_server_that_runs()
    {
        var before = await Running();
        (await ProcessRun.Ledger(server.Temporary.Home, "start")).ExitCode.ShouldBe(0);
        (await Running()).ProcessId.ShouldBe(before.ProcessId);
    }

    [Fact]
    public async Task The_server_inherits_none_of_the_callers_variables()
    {
        var running = await Running();
        var variables = (await File.ReadAllTextAsync($"/proc/{running.ProcessId}/environ",
            TestContext.Current.CancellationToken)).Split('\0');
        variables.ShouldNotContain(variable => variable.StartsWith("LEDGER_", StringComparison.Ordinal)
            || variable.StartsWith("HOME=", StringComparison.Ordinal));
    }

    private Task<RunningServer> Running() => server.Temporary.Running();

    private async Task<string?> Ask(string query)
    {
        await using var command = server.Database.CreateCommand(query);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
