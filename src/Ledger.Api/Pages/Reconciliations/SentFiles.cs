using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Reconciling;
using Ledger.Domain;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>Files of a form as they come in, each under its own name in a folder of its own.</summary>
/// <param name="folder">Where they go; nobody else's, and closed to others.</param>
internal sealed class SentFiles(string folder) : IDisposable
{
    internal const int FilesMax = 50;

    private readonly Dictionary<string, List<string>> _paths = new(StringComparer.Ordinal);
    private int _count;
    private bool _isKept;

    internal string Folder => folder;

    /// <summary>The names that the files have where they come from, by source.</summary>
    internal IReadOnlyList<(string Source, string Name)> Names =>
        [.. SourceFiles.All.SelectMany(source => Of(source).Select(path => (source, Path.GetFileName(path))))];

    /// <exception cref="UserError">It is of no source, or one too many.</exception>
    internal async Task Add(FormFilePart file, CancellationToken cancellationToken)
    {
        if (!SourceFiles.All.Contains(file.Field))
            throw new UserError(UserLanguage.Say("a file is of no source of this page", "文件不属于本页的任何来源"));
        if (++_count > FilesMax)
            throw new UserError(UserLanguage.Say($"at most {FilesMax} files at once", $"一次最多上传 {FilesMax} 个文件"));
        // A party signs the names, and half a character cannot be stored.
        var name = string.Concat(file.Name.EnumerateRunes());
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, $"{_count}")).FullName, name);
        await UploadFolder.Write(file.Content, path, cancellationToken);
        if (!_paths.TryGetValue(file.Field, out var ofSource)) _paths[file.Field] = ofSource = [];
        ofSource.Add(path);
    }

    internal SourceFiles Files(InstitutionCode? institution, FundCode? personalFund) => new(
        _paths.ToDictionary(one => one.Key, one => (IReadOnlyList<string>)one.Value, StringComparer.Ordinal), institution, personalFund);

    /// <summary>A message that names a file as it lies here, with the name that its sender gave it.</summary>
    internal string Shown(string message) => _paths.Values.SelectMany(paths => paths).Aggregate(message,
        (text, path) => text.Replace(path, Path.GetFileName(path), StringComparison.Ordinal));

    /// <summary>From here on they are another's to remove.</summary>
    internal void Keep() => _isKept = true;

    internal void Remove()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    public void Dispose()
    {
        if (!_isKept) Remove();
    }

    private List<string> Of(string source) => _paths.GetValueOrDefault(source) ?? [];
}
