using Ledger.Api.CommandLine;

namespace Ledger.Api.Sheets;

/// <summary>The file that <c>--out</c> names: there whole, or as it was before.</summary>
internal static class OutputFile
{
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static async Task Write(string path, Func<Stream, Task> write)
    {
        // A device is written to: what is moved over it would take its place.
        var unfinished = path.StartsWith("/dev/", StringComparison.Ordinal) ? path : path + ".unfinished";
        try
        {
            await using (var file = File.Create(unfinished)) await write(file);
            if (unfinished != path) File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: cannot be written: {error.Message}");
        }
        finally
        {
            if (unfinished != path) Remove(unfinished);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that is under way says why.
        }
    }
}
