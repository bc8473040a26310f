namespace Ledger.Api.Tests;

/// <summary>Files of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static string PathOf(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ledger.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, path);
    }
}
