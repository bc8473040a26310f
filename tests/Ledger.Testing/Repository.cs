namespace Ledger.Testing;

/// <summary>Files of the repository that tests read where they are, found from wherever the tests run.</summary>
public static class Repository
{
    /// <exception cref="InvalidOperationException">The tests do not run below a checkout.</exception>
    public static string Path(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Ledger.sln")))
            folder = folder.Parent;
        if (folder is null) throw new InvalidOperationException("No Ledger.sln above the tests.");
        return System.IO.Path.Combine([folder.FullName, .. path]);
    }
}
