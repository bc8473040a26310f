namespace Ledger.Domain.Tests.Publications;

/// <summary>
/// Files of the repository that tests read where they are, found from wherever the tests run.
/// </summary>
internal static class Repository
{
    public static string File(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
            folder = folder.Parent;
        return Path.Combine([folder.ShouldNotBeNull("no Ledger.sln above the tests").FullName, .. path]);
    }
}
