using Ledger.Domain;
using Ledger.Domain.Events;

namespace Ledger.Projections.Reading;

/// <summary>What was known then of institutions: the events that their figures are folded from.</summary>
internal static class InstitutionEvents
{
    /// <summary>
    /// All that may concern one institution, in a few seeks: its own streams, those of entries that say whose they are
    /// by what they answer alone, and of cases and funds all. Of every institution, the log.
    /// </summary>
    internal static async Task<List<FundEvent>> Known(
        PoolSnapshot snapshot, InstitutionCode? institution, CancellationToken cancellationToken)
    {
        string[] streams = institution is { } code
            ?
            [
                $"settlements/{code}/%", "settlements/-/%", $"prepayment/%/{code}/%", "prepayment/%//%",
                $"deposit/{code}/%", "deposit//%", $"budget/{code}/%", "clawback/%", "fund/%",
            ]
            : [];
        var entries = new List<FundEvent>();
        await foreach (var recorded in snapshot.PastEvents(streams, cancellationToken)) entries.Add((FundEvent)recorded.Body);
        return entries;
    }
}
