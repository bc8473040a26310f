using System.Diagnostics;
using Ledger.Api.Database;
using Ledger.Testing;

namespace Ledger.Api.Tests.Database;

/// <summary>Runs the ledger as the user nobody, from a copy of the program that this user can read.</summary>
internal static class Unprivileged
{
    private const string UserAndGroup = "65534";

    public static async Task<ProcessRun> Run(LedgerHome home, params string[] arguments)
    {
        using var copy = new ProgramCopy();
        string[] asNobody = [$"--reuid={UserAndGroup}", $"--regid={UserAndGroup}", "--clear-groups"];
        return await ProcessRun.Finish(
            ProcessRun.Start(home, "setpriv", [.. asNobody, copy.Program, .. arguments]));
    }

    /// <summary>Makes a folder of the user's own.</summary>
    public static async Task<string> CreateFolder(string parent)
    {
        var folder = Path.Combine(parent, "own");
        using var install = Process.Start("install",
            ["-d", "-m", "0700", "-o", UserAndGroup, "-g", UserAndGroup, folder]);
        await install.WaitForExitAsync();
        return folder;
    }

    /// <summary>
    /// The folder that the tests were built in may be closed to others, as root's usually is.
    /// </summary>
    private sealed class ProgramCopy : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("ledger-program-").FullName;

        public ProgramCopy()
        {
            File.SetUnixFileMode(_folder, File.GetUnixFileMode("/"));
            Copy(AppContext.BaseDirectory, _folder);
        }

        public string Program => Path.Combine(_folder, "Ledger.Api");

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        private static void Copy(string from, string to)
        {
            foreach (var file in Directory.EnumerateFiles(from))
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            foreach (var folder in Directory.EnumerateDirectories(from))
                Copy(folder, Directory.CreateDirectory(Path.Combine(to, Path.GetFileName(folder))).FullName);
        }
    }
}
