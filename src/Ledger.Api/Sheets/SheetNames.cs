using System.Text.Json;

namespace Ledger.Api.Sheets;

/// <summary>A name in both languages.</summary>
internal sealed record SheetName(string Chinese, string English);

/// <summary>The names of <c>data/sheets.json</c>.</summary>
internal sealed class SheetNames
{
    private const string SignaturesOf = "signatures";

    private readonly Dictionary<string, Dictionary<string, SheetName>> _parts;
    private readonly Dictionary<string, List<SheetName>> _signatures;

    private SheetNames(Dictionary<string, Dictionary<string, SheetName>> parts, Dictionary<string, List<SheetName>> signatures) =>
        (_parts, _signatures) = (parts, signatures);

    /// <exception cref="FormatException">The text is not of that shape.</exception>
    public static SheetNames Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new(
                document.RootElement.GetProperty("names").EnumerateObject().ToDictionary(part => part.Name,
                    part => part.Value.EnumerateObject().ToDictionary(row => row.Name, row => Read(row.Value))),
                document.RootElement.GetProperty(SignaturesOf).EnumerateObject().ToDictionary(
                    sheet => sheet.Name, sheet => sheet.Value.EnumerateArray().Select(Read).ToList()));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or IndexOutOfRangeException or FormatException)
        {
            throw new FormatException($"not a file of names for sheets: {error.Message}", error);
        }
    }

    public SheetName? Find(string part, string name) => _parts.GetValueOrDefault(part)?.GetValueOrDefault(name);

    public IReadOnlyList<SheetName> Signatures(string sheet) => _signatures.GetValueOrDefault(sheet) ?? [];

    private static SheetName Read(JsonElement row) => new(
        row[0].GetString() ?? throw new FormatException("a Chinese name is null"),
        row[1].GetString() ?? throw new FormatException("an English name is null"));
}
