using Ledger.Domain;
using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>What is asked of a reconciliation.</summary>
/// <param name="Fund">Only this fund; null for all.</param>
/// <param name="Accounts">Only these bank accounts; where none is named, those that the files name.</param>
/// <param name="AsOf">The day on which differences have their ages; null for the later of the span's last day and the pool's.</param>
/// <param name="Encoding">Of the CSV files; null for UTF-8.</param>
internal sealed record ReconcileRequest(
    PoolCode Pool, ReconciledSpan Span, FundCode? Fund, IReadOnlyList<string> Accounts, LocalDate? AsOf, string? Encoding);

/// <summary>One source beside the ledger: the files, the two sides and what was found.</summary>
/// <param name="Name"><c>bank</c>, <c>treasury</c>, <c>tax</c>, <c>3201</c> or <c>3202</c>.</param>
/// <param name="Files">Names and SHA-256 of the files, in order.</param>
/// <param name="Scope">What narrows it beside days and fund, such as accounts; null where nothing does.</param>
internal sealed record ReconciledSource(string Name, IReadOnlyList<(string Name, string Sha256)> Files, string? Scope,
    IReadOnlyList<ReconciledLine> Here, IReadOnlyList<ReconciledLine> There, Reconciliation Found)
{
    /// <summary>The name of each difference, in their order.</summary>
    public IReadOnlyList<string> Ids { get; } = DifferenceIds.Of(Name, Found.Differences);

    /// <summary>The totals that were stated; none where the source has lines.</summary>
    public IReadOnlyList<OutsideTotal> Totals { get; init; } = [];

    /// <summary>The bank accounts whose lines are compared; none where the source has totals.</summary>
    public IReadOnlySet<string> Accounts { get; init; } = new HashSet<string>();

    /// <summary>Whether the lines of the other side name their funds.</summary>
    public bool NamesFunds { get; init; } = true;

    /// <summary>As <c>sha256sum</c> prints them.</summary>
    public string FilesText => string.Join('\n', Files.Select(file => $"{file.Sha256}  {file.Name}"));
}
