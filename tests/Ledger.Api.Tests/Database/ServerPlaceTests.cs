using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Testing;

namespace Ledger.Api.Tests.Database;

/// <summary>Homes in awkward places.</summary>
public sealed class ServerPlaceTests
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Theory]
    [InlineData("a-folder-whose-name-is-so-long-that-no-socket-can-have-a-path-in-it-which-ends-at-107-byte")]
    [InlineData("基金, 二〇二六 'a'")]
    public async Task A_path_that_no_socket_can_have_works_and_the_doctor_says_where_it_is(string name)
    {
        await using var temporary = new TemporaryHome(name);
        (await ProcessRun.Ledger(temporary.Home, "start")).ExitCode.ShouldBe(0);
        var running = await temporary.Running();
        running.SocketFolder.ShouldStartWith("/tmp/ledger-");
        var report = await Doctor.Examine(temporary.Home, CancellationToken.None);
        report.Problems.ShouldBeEmpty();
        report.Notes.ShouldContain(note => note.Contains(running.SocketFolder, StringComparison.Ordinal));
        await DatabaseServer.Stop(temporary.Home, CancellationToken.None);
        Directory.Delete(running.SocketFolder, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_someone_planted_for_the_socket_is_refused()
    {
        await using var temporary = new TemporaryHome("comma,comma");
        var planted = SocketPlace.For(Path.Combine(temporary.Home.RealPath, "pg")).Folder;
        Directory.CreateDirectory(planted);
        try
        {
            File.SetUnixFileMode(planted, OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
            var refused = await Should.ThrowAsync<UserError>(
                () => DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None));
            refused.Message.ShouldContain(planted);
        }
        finally
        {
            Directory.Delete(planted);
        }
    }

    [Fact]
    public async Task A_home_closed_to_the_servers_user_has_its_data_elsewhere_and_the_doctor_says_why()
    {
        Requirement.Root();
        await using var temporary = new TemporaryHome();
        File.SetUnixFileMode(temporary.Folder, OwnerOnly);
        await DatabaseServer.ConnectEmbedded(temporary.Home, CancellationToken.None);
        var running = await temporary.Running();
        running.DataFolder.ShouldStartWith("/var/lib/ledger/");
        var report = await Doctor.Examine(temporary.Home, CancellationToken.None);
        report.Problems.ShouldBeEmpty();
        report.Notes.ShouldContain(note => note.Contains("closed to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_home_at_the_path_of_a_deleted_one_begins_with_an_empty_database()
    {
        Requirement.Root();
        await using var temporary = new TemporaryHome();
        File.SetUnixFileMode(temporary.Folder, OwnerOnly);
        var first = await Cluster.Prepare(temporary.Home.Existing(), CancellationToken.None);
        Directory.CreateDirectory(first.DataFolder);
        try
        {
            Directory.Delete(temporary.Home.Path, recursive: true);
            var second = await Cluster.Prepare(temporary.Home.Existing(), CancellationToken.None);
            second.Folder.ShouldNotBe(first.Folder);
            second.IsInitialised.ShouldBeFalse();
        }
        finally
        {
            Directory.Delete(first.Folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_ordinary_user_has_a_server_of_its_own()
    {
        Requirement.Root();
        await using var temporary = new TemporaryHome();
        var home = new LedgerHome(Path.Combine(await Unprivileged.CreateFolder(temporary.Folder), "home"));
        var started = await Unprivileged.Run(home, "start");
        started.Errors.ShouldContain("making a new database");
        started.ExitCode.ShouldBe(0);
        (await DatabaseServer.FindRunning(home, CancellationToken.None)).ShouldNotBeNull();
        (await Unprivileged.Run(home, "stop")).Output.ShouldContain("Stopped");
    }

    [Fact]
    public async Task A_home_that_cannot_be_written_is_one_clear_line()
    {
        Requirement.Root();
        await using var temporary = new TemporaryHome();
        var run = await Unprivileged.Run(temporary.Home, "start");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldStartWith($"ledger: cannot write in LEDGER_HOME {temporary.Home.Path} as nobody");
        run.Errors.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task A_home_that_is_a_file_is_one_clear_line()
    {
        await using var temporary = new TemporaryHome();
        var file = Path.Combine(temporary.Folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var run = await ProcessRun.Ledger(new LedgerHome(file), "start");
        run.ExitCode.ShouldBe(2);
        run.Errors.Trim().ShouldBe($"ledger: LEDGER_HOME {file} is a file; name a folder instead");
    }
}

internal static class LedgerHomeInTests
{
    public static LedgerHome Existing(this LedgerHome home)
    {
        home.Create();
        return home;
    }
}
