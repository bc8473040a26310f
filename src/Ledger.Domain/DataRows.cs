using System.Text.Json;

namespace Ledger.Domain;

/// <summary>Fields of the rows of data files, which a user may have mended by hand.</summary>
internal static class DataRows
{
    /// <exception cref="FormatException">The field is null.</exception>
    internal static string Text(this JsonElement row, string name) =>
        row.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    /// <summary>The field is the name of one of the values; never its number.</summary>
    /// <exception cref="FormatException">The field is no such name.</exception>
    internal static T Choice<T>(this JsonElement row, string name) where T : struct, Enum
    {
        var text = row.Text(name);
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        }
        var choices = string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
        throw new FormatException($"{name} '{text}' is not one of {choices}");
    }
}
