using Ledger.Api.Database;
using Ledger.Testing;

namespace Ledger.Api.Tests.Launcher;

/// <summary>What a person types.</summary>
public sealed class LauncherTests : IAsyncLifetime
{
    private static string Launcher { get; } =
        Environment.GetEnvironmentVariable("LEDGER_LAUNCHER") ?? Path.Combine(RepositoryRoot(), "ledger");

    /// <summary>A first run may build, and says so; the tests are about those after it.</summary>
    public async ValueTask InitializeAsync() => (await Run(Launcher, "--version")).ExitCode.ShouldBe(0);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Alone_it_lists_the_verbs()
    {
        var run = await Run("/bin/bash", Launcher);
        run.ExitCode.ShouldBe(0);
        foreach (var verb in new[] { "test", "start", "stop", "doctor" })
            run.Output.ShouldContain($"\n  {verb} ");
    }

    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("stop --no-such-option")]
    public async Task Wrong_usage_is_one_line_and_exit_code_2(string line)
    {
        var run = await Run(Launcher, line.Split(' '));
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldStartWith("ledger: ");
        run.Errors.Trim().ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("doctor")]
    [InlineData("test")]
    public async Task The_help_of_a_verb_ends_with_an_example(string verb)
    {
        var run = await Run(Launcher, verb, "--help");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain($"  ./ledger {verb}\n");
    }

    [Fact]
    public async Task Through_a_link_and_from_another_folder_the_home_is_in_that_folder()
    {
        await using var temporary = new TemporaryHome();
        var link = Path.Combine(temporary.Folder, "link");
        File.CreateSymbolicLink(link, Launcher);
        var run = await ProcessRun.Finish(ProcessRun.Start(temporary.Home, "/bin/bash", "-c",
            "cd \"$1\" && unset LEDGER_HOME && ./link stop", "bash", temporary.Folder));
        run.ExitCode.ShouldBe(0);
        run.Output.Trim().ShouldBe($"No database of {temporary.Folder}/.ledger is running.");
    }

    [Fact]
    public async Task A_server_that_it_starts_does_not_hold_its_output_open()
    {
        await using var temporary = new TemporaryHome();
        // Finish reads to the end of the stream, which comes only when nobody holds it any more.
        var run = await ProcessRun.Finish(ProcessRun.Start(temporary.Home, Launcher, "start"));
        run.ExitCode.ShouldBe(0);
        (await DatabaseServer.FindRunning(temporary.Home, CancellationToken.None)).ShouldNotBeNull();
    }

    private static Task<ProcessRun> Run(string program, params string[] arguments) =>
        ProcessRun.Finish(ProcessRun.Start(new LedgerHome("/nowhere"), program, arguments));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ledger.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
