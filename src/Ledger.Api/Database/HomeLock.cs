using System.Diagnostics;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// Lets one command at a time make, start or stop the server of a home. The system lets go of it when its
/// holder ends, however it ends.
/// </summary>
internal sealed class HomeLock : IDisposable
{
    private const int WaitSeconds = 240;
    private const int PollMilliseconds = 20;
    private const string FileName = "lock";

    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    public static async Task<HomeLock> Take(LedgerHome home, CancellationToken cancellationToken)
    {
        home.Create();
        var path = Path.Combine(home.RealPath, FileName);
        var waited = Stopwatch.StartNew();
        var told = false;
        while (waited.Elapsed.TotalSeconds < WaitSeconds)
        {
            if (TryOpen(home, path) is { } file) return new HomeLock(file);
            if (!told && waited.Elapsed > Patience.Short)
            {
                await Console.Error.WriteLineAsync(
                    "ledger: waiting for another command that starts or stops the database");
                told = true;
            }
            await Task.Delay(PollMilliseconds, cancellationToken);
        }
        throw new UserError($"another command has held {path} for {WaitSeconds} s: end it and try again");
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(LedgerHome home, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw home.Unusable(problem);
        }
    }

    // EWOULDBLOCK, as .NET reports a file that another process has locked.
    private const int WouldBlock = 11;
}
