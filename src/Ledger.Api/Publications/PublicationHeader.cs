namespace Ledger.Api.Publications;

/// <summary>The first line of a publication file: which column stands where.</summary>
internal sealed class PublicationHeader
{
    public const string Columns = "publication,pool,fund,from,to,line,relation,amount,unit";

    private readonly IReadOnlyList<string> _names;

    public PublicationHeader(IReadOnlyList<string> names)
    {
        _names = names;
        var known = Columns.Split(',');
        Problems =
        [
            .. names.Where(name => !known.Contains(name)).Select(name => Problem(name, "unknown column")),
            .. names.CountBy(name => name).Where(name => name.Value > 1)
                .Select(name => Problem(name.Key, "repeated column")),
            .. known.Where(name => !names.Contains(name)).Select(name => Problem(name, "missing column")),
        ];
    }

    /// <summary>What is wrong with the columns, by name; the place is not known here.</summary>
    public IReadOnlyList<FileError> Problems { get; }

    public int Count => _names.Count;

    /// <summary>
    /// The fields of a row by column; the row has as many as the header, which has no problems.
    /// </summary>
    public IReadOnlyDictionary<string, string> Name(IReadOnlyList<string> fields) =>
        _names.Zip(fields).ToDictionary(field => field.First, field => field.Second);

    private static FileError Problem(string name, string reason) =>
        new("", null, Printable.Of(name), $"{reason}; the columns are {Columns}");
}
