using Ledger.Api.Pages.Frame;
using Ledger.Api.Reconciling;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>Which differences are looked at.</summary>
/// <param name="Status"><c>open</c> (assigned ones too), <c>closed</c> or <c>all</c>.</param>
/// <param name="Source">Only those of this source; null for all.</param>
public sealed record DifferenceFilter(string Status, string? Source)
{
    internal const string Open = "open";
    internal const string Closed = "closed";
    internal const string All = "all";

    internal static DifferenceFilter Of(PageView view) => new(
        view.Asked("show") is { } asked and (Closed or All) ? asked : Open,
        view.Asked("source") is { } source && SourceFiles.All.Contains(source) ? source : null);

    /// <summary>Those of an answer, in its order.</summary>
    internal IReadOnlyList<ShownDifference> In(ReconcileAnswer answer) =>
    [
        .. answer.Sources.Where(source => Source is null || source.Source == Source).SelectMany(source => source.Differences
            .Where(one => Status == All || (one.Status == Closed) == (Status == Closed))
            .Select(one => new ShownDifference(source.Source, one))),
    ];

    /// <summary>The page of a reconciliation with these differences.</summary>
    internal string To(PageView view, string id, string? page = null) => view.To($"reconciliations/{id}",
        ("show", Status == Open ? null : Status), ("source", Source), ("page", page ?? view.Asked("page")));
}

/// <param name="Source">What it is a difference from.</param>
public sealed record ShownDifference(string Source, DifferenceAnswer One);
