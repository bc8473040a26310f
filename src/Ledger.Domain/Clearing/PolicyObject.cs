using System.Text.Json;

namespace Ledger.Domain.Clearing;

/// <summary>
/// An object of a policy file, read strictly: every name must be known, and what is wrong is said with its place, such
/// as <c>surplus.bands[1].upTo</c>. Numbers that are parts are text, since a JSON number may have lost its last place.
/// </summary>
internal readonly struct PolicyObject
{
    private readonly JsonElement _element;
    private readonly string _path;

    /// <exception cref="FormatException">It is no object, or has a property that is not in <paramref name="names"/>.</exception>
    internal PolicyObject(JsonElement element, string path, params string[] names)
    {
        (_element, _path) = (element, path);
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{(path.Length == 0 ? "the file" : path.TrimEnd('.'))} is not an object in braces");
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name, StringComparer.Ordinal))
                throw new FormatException($"{path}{property.Name} is not known; known here are {string.Join(", ", names)}");
        }
    }

    internal bool Has(string name) => _element.TryGetProperty(name, out _);

    internal string PathOf(string name) => _path + name;

    internal string Text(string name) => Given(name) is { ValueKind: JsonValueKind.String } value
        && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw new FormatException($"{_path}{name} must be a text in quotes, and not empty");

    internal string? TextOrNone(string name) => Has(name) ? Text(name) : null;

    internal string OneOf(string name, params string[] choices) => Text(name) is var text && choices.Contains(text)
        ? text
        : throw new FormatException($"{_path}{name} '{text}' is not one of {string.Join(", ", choices)}");

    internal Rate Rate(string name, int max = 1) => Clearing.Rate.TryParse(Text(name), max, out var rate)
        ? rate
        : throw new FormatException(
            $"{_path}{name} '{Text(name)}' is not a part from 0 to {max} with at most six decimals, such as \"0.30\"");

    internal long Whole(string name, long min, long max) =>
        Given(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var whole)
        && whole >= min && whole <= max
            ? whole
            : throw new FormatException($"{_path}{name} must be a whole number from {min} to {max}");

    internal IReadOnlyList<JsonElement> List(string name) => Given(name) is { ValueKind: JsonValueKind.Array } value
        && value.GetArrayLength() > 0
            ? [.. value.EnumerateArray()]
            : throw new FormatException($"{_path}{name} must be a list in brackets, and not empty");

    internal JsonElement Given(string name) => _element.TryGetProperty(name, out var value)
        ? value
        : throw new FormatException($"{_path}{name} is missing");
}
