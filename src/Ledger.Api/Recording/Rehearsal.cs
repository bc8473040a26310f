using Ledger.Domain;
using Ledger.Domain.Deciding;

namespace Ledger.Api.Recording;

/// <summary>What would become of rows: decided in the pool's own transaction, which is then rolled back.</summary>
internal static class Rehearsal
{
    internal static async Task<SubmissionDecision> Of(
        LedgerContext ledger, PoolCode pool, Submission submission, CancellationToken cancellationToken)
    {
        await using var append = await ledger.Store.Open(pool, ledger.WriterWait, rehearsal: true, cancellationToken);
        return (await new LedgerWriter(append, ledger.Rules, new(ledger.Chart)).Record([submission], cancellationToken))[0];
    }
}
