using System.Security.Cryptography;
using Ledger.Api.Database;

namespace Ledger.Api.Http;

/// <summary>
/// Where a server keeps what is sent to it until it is imported, and what it sends until it is fetched: a folder of its own in the home, closed to others. A
/// server that was killed leaves its folder; the next one sweeps it away, and leaves those of servers that live.
/// </summary>
internal sealed class UploadFolder : IDisposable
{
    private const string ParentName = "uploads";
    private const string LockSuffix = ".lock";
    private const int TriesMax = 10;

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _life;

    private UploadFolder(FileStream life) => _life = life;

    public string Path => WithoutSuffix(_life.Name);

    /// <exception cref="CommandLine.UserError">The home cannot be written in.</exception>
    public static UploadFolder Make(LedgerHome home)
    {
        try
        {
            home.Create();
            var parent = Directory.CreateDirectory(ParentIn(home), OwnerOnly).FullName;
            // The system lets go of the lock when this process ends, however it ends.
            var made = new UploadFolder(Lock(parent));
            Directory.CreateDirectory(made.Path, OwnerOnly);
            return made;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw home.Unusable(problem);
        }
    }

    /// <summary>Removes the folders of servers that are gone.</summary>
    public static void Sweep(LedgerHome home)
    {
        if (!Directory.Exists(ParentIn(home))) return;
        foreach (var path in Directory.EnumerateFiles(ParentIn(home), "*" + LockSuffix))
        {
            try
            {
                using var left = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Remove(left);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Its server lives, or it is another user's.
            }
        }
    }

    /// <summary>A folder within it for what is still to come; its name is not to be guessed.</summary>
    public string NewFolder() => Directory.CreateDirectory(
        System.IO.Path.Combine(Path, RandomNumberGenerator.GetHexString(16, lowercase: true)), OwnerOnly).FullName;

    /// <summary>Writes what comes in to a new file as it comes, for the owner only.</summary>
    public static async Task Write(Stream content, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await content.CopyToAsync(file, cancellationToken);
    }

    public void Dispose()
    {
        Remove(_life);
        _life.Dispose();
    }

    // The lock last: a folder without one would be nobody's to sweep.
    private static void Remove(FileStream life)
    {
        var folder = WithoutSuffix(life.Name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        File.Delete(life.Name);
    }

    // Between making a file and locking it, one that sweeps may take it for a dead server's.
    private static FileStream Lock(string parent)
    {
        for (var tries = 1; ; tries++)
        {
            var path = System.IO.Path.Combine(parent, RandomNumberGenerator.GetHexString(16, lowercase: true) + LockSuffix);
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < TriesMax)
            {
            }
        }
    }

    private static string ParentIn(LedgerHome home) => System.IO.Path.Combine(home.RealPath, ParentName);

    private static string WithoutSuffix(string path) => path[..^LockSuffix.Length];
}
