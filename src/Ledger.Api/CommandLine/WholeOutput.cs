namespace Ledger.Api.CommandLine;

/// <summary>
/// A file, or a folder of files, that is there whole or not at all: written beside its place under another name and
/// moved, so that nobody reads half of it and what was there before stays until then.
/// </summary>
internal static class WholeOutput
{
    private const string Unfinished = ".unfinished";
    private const string Former = ".former";

    /// <exception cref="UserError">The file cannot be written.</exception>
    public static async Task File(string path, Func<Stream, Task> write)
    {
        // A device is written to: what is moved over it would take its place.
        var unfinished = path.StartsWith("/dev/", StringComparison.Ordinal) ? path : path + Unfinished;
        try
        {
            if (Directory.Exists(path)) throw Refused(path, "is a folder; name a file in it", "是文件夹;请给出其中的文件名");
            await using (var stream = System.IO.File.Create(unfinished)) await write(stream);
            if (unfinished != path) System.IO.File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, error);
        }
        finally
        {
            if (unfinished != path) Clean(() => System.IO.File.Delete(unfinished));
        }
    }

    /// <exception cref="UserError">The folder cannot be written, or holds files that are not of the kind that is written.</exception>
    public static async Task Folder(string path, Func<string, Task> write)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            Delete(place + Unfinished);
            Directory.CreateDirectory(place + Unfinished);
            await write(place + Unfinished);
            CheckFormer(path, place);
            Delete(place + Former);
            if (Directory.Exists(place)) Directory.Move(place, place + Former);
            Directory.Move(place + Unfinished, place);
            Delete(place + Former);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, error);
        }
        finally
        {
            Clean(() => Delete(place + Unfinished));
        }
    }

    // A former export is replaced; a folder with anything else in it is somebody's work.
    private static void CheckFormer(string path, string place)
    {
        if (System.IO.File.Exists(place)) throw Refused(path, "is a file; name a folder", "是文件;请给出文件夹");
        if (!Directory.Exists(place)) return;
        var ours = Directory.EnumerateFileSystemEntries(place + Unfinished).Select(Path.GetFileName).ToHashSet();
        if (Directory.EnumerateFileSystemEntries(place).Select(Path.GetFileName).FirstOrDefault(name => !ours.Contains(name))
            is { } other)
        {
            throw Refused(path, $"has other files, such as {other}; name a new folder",
                $"中有其他文件(如 {other});请另选文件夹");
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    // What went wrong before is what the user should hear of.
    private static void Clean(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static UserError NotWritable(string path, Exception error) =>
        Refused(path, $"cannot be written: {error.Message}", $"无法写入:{error.Message}");

    private static UserError Refused(string path, string english, string chinese) =>
        new(UserLanguage.Say($"--out {path}: {english}", $"--out {path}:{chinese}"));
}
