using System.Text.Json.Serialization;

namespace Ledger.Api.Importing;

/// <summary>Why a row, a header or a file was refused.</summary>
/// <param name="Column">The column to mend; null where it is the row or the file.</param>
public sealed record ImportError(string File, int Line, string? Column, string Reason)
{
    /// <summary><c>file:line: column: reason</c>.</summary>
    public override string ToString() =>
        Column is null ? $"{File}:{Line}: {Reason}" : $"{File}:{Line}: {Column}: {Reason}";
}

/// <summary>What an import did (contract).</summary>
/// <param name="Accepted">Rows that were recorded; none of a refused import.</param>
/// <param name="Duplicates">Rows that were recorded before, with the same content.</param>
/// <param name="Rejected">Rows that are bad, or that stand or fall with a bad one.</param>
/// <param name="Position">The pool's position afterwards.</param>
/// <param name="Errors">The first <see cref="ErrorsMax"/> reasons.</param>
public sealed record ImportResult(
    long Accepted, long Duplicates, long Rejected, long Position, IReadOnlyList<ImportError> Errors)
{
    public const int ErrorsMax = 1_000;

    /// <summary>Rows that move no money, and so make no entry; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? WithoutMoney { get; init; }

    /// <summary>Funds that a row took below zero, where the pool's rule flags that; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Overdrawn { get; init; }
}
