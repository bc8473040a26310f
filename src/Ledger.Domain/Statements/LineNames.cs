using System.Text.Json;

namespace Ledger.Domain.Statements;

/// <summary>What the lines of a statement are called in Chinese (<c>data/statement-lines.json</c>).</summary>
public sealed class LineNames
{
    private readonly Dictionary<string, string> _byLine;

    private LineNames(Dictionary<string, string> byLine) => _byLine = byLine;

    /// <exception cref="FormatException">The text is not of that shape.</exception>
    public static LineNames Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new(document.RootElement.GetProperty("lines").EnumerateObject().ToDictionary(
                row => row.Name, row => row.Value.GetString() ?? throw new FormatException($"{row.Name} is null"),
                StringComparer.Ordinal));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            throw new FormatException($"not a file of names of lines: {error.Message}", error);
        }
    }

    /// <summary>Every line that has a name, in the order of the file.</summary>
    public IEnumerable<string> Lines => _byLine.Keys;

    /// <summary>The name; the line itself where the data has none.</summary>
    public string Of(string line) => _byLine.GetValueOrDefault(line, line);
}
