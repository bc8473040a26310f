using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Domain.Statements;

// These records are the storage format: properties are only ever added, and only as optional.

/// <summary>
/// A signed statement went out. The bundle itself lies outside the log, under its hash; what it says follows from the
/// log up to its position.
/// </summary>
public sealed record StatementIssued : FundEvent
{
    /// <summary>What was issued.</summary>
    public IssuedStatement? Issued { get; init; }
}

/// <summary>A statement as it went out, so that it can be made again and compared.</summary>
/// <param name="From">The first day of its months; the last is the event's cash date.</param>
/// <param name="Position">The last position of the log that it includes: the size of the log that was signed.</param>
/// <param name="Root">The root of the log's tree then, 64 lower-case hexadecimal digits, as all hashes here.</param>
/// <param name="Manifest">SHA-256 of its list of files, which is signed.</param>
/// <param name="Bundle">SHA-256 of the bundle, under which it is kept.</param>
public sealed record IssuedStatement(LocalDate From, long Position, string Root, string Manifest, string Bundle)
{
    /// <summary>The only fund that it shows; null for all that were open.</summary>
    public FundCode? Fund { get; init; }
}
