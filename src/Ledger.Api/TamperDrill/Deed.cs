using Ledger.Domain;

namespace Ledger.Api.TamperDrill;

/// <summary>Something that somebody who owns the database does to what is recorded.</summary>
/// <param name="Name">By which programs know it.</param>
/// <param name="What">In words.</param>
/// <param name="Sql">How.</param>
/// <param name="Touched">All rows that it changes, adds or takes away.</param>
internal sealed record Deed(string Name, Wording What, string Sql, params IReadOnlyList<TouchedRows> Touched)
{
    /// <summary>
    /// Whether all hashes, trees and figures are made again after it, with the ledger's own program, so that the database
    /// agrees with itself.
    /// </summary>
    internal bool IsRewritten { get; init; }
}

/// <summary>Rows of a table by a condition that holds of them before the deed or after it.</summary>
internal sealed record TouchedRows(string Table, string Where);
