using System.Text;
using Ledger.Api.Publications;
using Ledger.Domain.Publications;
using Ledger.Testing;

namespace Ledger.Api.Tests.Publications;

/// <summary>Reads text as a publication file.</summary>
internal sealed class PublicationText : IDisposable
{
    public const string Header = "publication,pool,fund,from,to,line,relation,amount,unit";
    public const string Row = "q1,330825,resident,2025-01-01,2025-03-31,closing,part,14077.04,wan";

    public TemporaryFolder Folder { get; } = new();

    public void Dispose() => Folder.Dispose();

    /// <summary>The rows of a file without errors.</summary>
    public IReadOnlyList<PublicationRow> Rows(string text)
    {
        var read = PublicationFile.Read([Folder.Write("file.csv", text)]);
        read.Errors.ShouldBeEmpty();
        return read.Rows;
    }

    public List<string> Errors(string text) => Errors(Encoding.UTF8.GetBytes(text));

    /// <summary>The errors as they are printed, with FILE for the path.</summary>
    public List<string> Errors(byte[] bytes)
    {
        var path = Folder.Write("file.csv", bytes);
        var errors = PublicationFile.Read([path]).Errors;
        return [.. errors.Select(error => error.ToString().Replace(path, "FILE"))];
    }
}
