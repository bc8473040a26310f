using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// The folder of one ledger's own data: the embedded database, its socket and its log. Nothing is created by
/// naming it.
/// </summary>
public sealed record LedgerHome(string Path)
{
    public const string Variable = "LEDGER_HOME";

    private const string DefaultFolder = ".ledger";

    /// <summary>
    /// <c>LEDGER_HOME</c>, or <c>.ledger</c> in the current folder when it is unset or empty.
    /// </summary>
    public static LedgerHome FromEnvironment()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var folder = string.IsNullOrEmpty(named) ? DefaultFolder : named;
        return new LedgerHome(System.IO.Path.GetFullPath(folder));
    }

    /// <summary>
    /// The path without symbolic links, so that two names of one folder lead to one database.
    /// </summary>
    internal string RealPath => OperatingSystemCalls.RealPath(System.IO.Path.GetFullPath(Path));

    /// <summary>
    /// Makes the folder. Others may pass through it when root makes it, since the server then runs as another
    /// user; what lies in it is closed by itself.
    /// </summary>
    internal void Create()
    {
        if (File.Exists(Path)) throw new UserError($"{Variable} {Path} is a file; name a folder instead");
        if (Directory.Exists(Path)) return;
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystemCalls.IsRoot) mode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            Directory.CreateDirectory(Path);
            File.SetUnixFileMode(Path, mode);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(problem);
        }
    }

    internal UserError Unusable(Exception problem) => new(
        $"cannot write in {Variable} {Path} as {ServerUser.CurrentName}: {problem.Message} "
        + $"Set {Variable} to a folder of yours on a disk with room.");
}
