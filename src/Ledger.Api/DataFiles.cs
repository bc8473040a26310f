using Ledger.Api.CommandLine;

namespace Ledger.Api;

/// <summary>
/// The rules and catalogues that are data: the folder <c>data</c> beside the program, or the one that the
/// environment variable <c>LEDGER_DATA</c> names, for a user who corrects them.
/// </summary>
public static class DataFiles
{
    private const string FolderVariable = "LEDGER_DATA";

    /// <summary>The text of a data file, such as <c>policies.json</c>.</summary>
    /// <exception cref="UserError">The file is missing or cannot be read; the message says where it was
    /// sought.</exception>
    public static string Read(string name) => Read(name, Environment.GetEnvironmentVariable(FolderVariable));

    /// <param name="name">The file's name in the folder.</param>
    /// <param name="folder">What <c>LEDGER_DATA</c> holds; null or empty when it is not set.</param>
    internal static string Read(string name, string? folder)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "data");
        var path = Path.Combine(string.IsNullOrEmpty(folder) ? beside : folder, name);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"the data file {path} is missing or cannot be read; restore it, "
                + $"or name the folder that has it in {FolderVariable}");
        }
    }
}
