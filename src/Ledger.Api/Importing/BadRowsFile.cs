using System.Text;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Importing;

/// <summary>
/// The file of rows that were not taken: their own columns, and a last one that says why. It appears under its name
/// only when the import that left them out is committed.
/// </summary>
internal sealed class BadRowsFile : IAsyncDisposable
{
    /// <summary>Name of the added column; delete it when the rows are mended and sent again.</summary>
    public const string ReasonColumn = "refused_because";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly string _unfinished;
    private readonly StreamWriter _writer;
    private IImportFile? _current;

    private BadRowsFile(string path, bool isPrivate)
    {
        _path = path;
        _unfinished = path + ".unfinished";
        if (isPrivate) File.Delete(_unfinished);
        _writer = new StreamWriter(_unfinished, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = isPrivate ? OwnerOnly : null,
        });
    }

    /// <exception cref="UserError">The file cannot be written there, or is one of those imported.</exception>
    public static BadRowsFile Create(string path, IReadOnlyList<IImportFile> imported)
    {
        if (imported.Any(file => Path.GetFullPath(file.Name) == Path.GetFullPath(path)))
        {
            throw new UserError(UserLanguage.Say($"--skip-bad {path}: is a file to import; name another",
                $"--skip-bad {path}: 是要导入的文件,请另取文件名"));
        }
        if (Directory.Exists(path))
        {
            throw new UserError(UserLanguage.Say($"--skip-bad {path}: is a folder; name a file",
                $"--skip-bad {path}: 是文件夹,请给出文件名"));
        }
        try
        {
            return new(path, imported.Any(file => file.NamesPeople));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(UserLanguage.Say($"--skip-bad {path}: cannot be written: {error.Message}",
                $"--skip-bad {path}: 无法写入: {error.Message}"));
        }
    }

    public void Add(IImportFile file, IReadOnlyList<ImportRow> rows, IReadOnlyList<ImportError> errors)
    {
        if (_current != file) _writer.Write($"{file.HeaderText}{file.Separator}{ReasonColumn}\n");
        _current = file;
        foreach (var row in rows)
        {
            var own = errors.Where(error => error.Line == row.Line && error.File == row.File)
                .Select(error => error.Column is null ? error.Reason : $"{error.Column}: {error.Reason}").ToList();
            var reason = own.Count > 0
                ? string.Join("; ", own)
                : UserLanguage.Say($"stands together with line {errors[0].Line}", $"与第 {errors[0].Line} 行同为一组");
            _writer.Write($"{row.Raw}{file.Separator}{file.Field(reason)}\n");
        }
    }

    /// <summary>Gives the file its name; without this it disappears.</summary>
    public void Keep()
    {
        _writer.Dispose();
        File.Move(_unfinished, _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        File.Delete(_unfinished);
    }
}
