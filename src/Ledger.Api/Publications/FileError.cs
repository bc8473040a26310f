using System.Globalization;

namespace Ledger.Api.Publications;

/// <summary>What is wrong with a file that a user named, and where.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Line">Counting from 1 and including the header; null when the whole file is meant.</param>
/// <param name="Column">By its name in the header; null when the whole line is meant.</param>
/// <param name="Reason">In words, without the place.</param>
public sealed record FileError(string File, long? Line, string? Column, string Reason)
{
    /// <summary><c>file:line: column: reason</c>, without what is not known.</summary>
    public override string ToString()
    {
        var line = Line is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
        return $"{File}{line}: {(Column is null ? "" : $"{Column}: ")}{Reason}";
    }
}
