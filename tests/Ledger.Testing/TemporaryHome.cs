using Ledger.Api.Database;

namespace Ledger.Testing;

/// <summary>
/// A new folder that a server's user can reach, with a ledger's home in it; the server ends with it.
/// </summary>
public sealed class TemporaryHome : IAsyncDisposable
{
    private const UnixFileMode OpenToPass =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public TemporaryHome(string name = "home")
    {
        Folder = Directory.CreateTempSubdirectory("ledger-").FullName;
        File.SetUnixFileMode(Folder, OpenToPass);
        Home = new LedgerHome(Path.Combine(Folder, name));
    }

    /// <summary>The folder around the home.</summary>
    public string Folder { get; }

    public LedgerHome Home { get; }

    public string DataFolder => Path.Combine(Home.Path, "pg", "data");

    /// <summary>The server of this home, which must run.</summary>
    public async Task<RunningServer> Running() =>
        await DatabaseServer.FindRunning(Home, CancellationToken.None)
        ?? throw new InvalidOperationException($"no server of {Home.Path} runs");

    public async ValueTask DisposeAsync()
    {
        await DatabaseServer.Stop(Home, CancellationToken.None);
        var cluster = new DirectoryInfo(Path.Combine(Home.Path, "pg"));
        if (cluster.LinkTarget is { } elsewhere) Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(Folder, recursive: true);
    }
}
