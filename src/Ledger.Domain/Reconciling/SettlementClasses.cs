using System.Text.Json;

namespace Ledger.Domain.Reconciling;

/// <summary>
/// The settlement platform's classes (清算类别, clr_type) of our categories of benefits, kept as data
/// (<c>data/settlement-classes.json</c>).
/// </summary>
public sealed class SettlementClasses
{
    private readonly Dictionary<string, string> _classes;

    private SettlementClasses(Dictionary<string, string> classes) => _classes = classes;

    /// <summary>Null where the category is not the platform's business, or does not say what the class is.</summary>
    public string? Of(string? category) => category is null ? null : _classes.GetValueOrDefault(category);

    /// <exception cref="FormatException">The text is not of that shape, or a category has two classes.</exception>
    public static SettlementClasses Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var classes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var row in document.RootElement.GetProperty("classes").EnumerateArray())
            {
                foreach (var category in row.GetProperty("categories").EnumerateArray().Select(one => one.GetString() ?? ""))
                {
                    if (!classes.TryAdd(category, row.Text("class"))) throw new FormatException($"category '{category}' has two classes");
                }
            }
            return new(classes);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"not a file of settlement classes: {error.Message}", error);
        }
    }
}
