using Ledger.Api.CommandLine;

namespace Ledger.Api;

/// <summary>
/// The rules and catalogues that are data: the folder <c>data</c> beside the program, or the one that the
/// environment variable <c>LEDGER_DATA</c> names, for a user who corrects them.
/// </summary>
public static class DataFiles
{
    private const string FolderVariable = "LEDGER_DATA";

    private static readonly AsyncLocal<IReadOnlyDictionary<string, string>?> _former = new();

    /// <summary>
    /// From here to the end of the scope, files of these names say what they said formerly: what was made of them then is made of
    /// them again.
    /// </summary>
    internal static IDisposable AsFormerly(IReadOnlyDictionary<string, string> texts)
    {
        _former.Value = texts;
        return new Scope();
    }

    /// <summary>The text of a data file, such as <c>policies.json</c>.</summary>
    /// <exception cref="UserError">The file is missing or cannot be read; the message says where it was
    /// sought.</exception>
    public static string Read(string name) => _former.Value?.GetValueOrDefault(name)
        ?? Read(name, Environment.GetEnvironmentVariable(FolderVariable));

    /// <summary>A data file as what it means.</summary>
    /// <exception cref="UserError">It cannot be read, or is not of its shape; the message says where.</exception>
    public static T Parse<T>(string name, Func<string, T> parse)
    {
        try
        {
            return parse(Read(name));
        }
        catch (FormatException error)
        {
            throw new UserError($"data file {name}: {error.Message}");
        }
    }

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

    private sealed class Scope : IDisposable
    {
        public void Dispose() => _former.Value = null;
    }
}
