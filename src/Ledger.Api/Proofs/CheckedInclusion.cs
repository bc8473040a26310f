using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>
/// The proof that an event is in the log, and what checking it came to: of what was signed last where that has the event, else
/// of what the log is now.
/// </summary>
/// <param name="Proof">With the signed note where there is one.</param>
/// <param name="Findings">What is wrong with it; empty where nothing is.</param>
/// <param name="SignedSize">How long the log was that was signed last, whether the event was in it or not; null where none was.</param>
public sealed record CheckedInclusion(ProofFile Proof, IReadOnlyList<FindingAnswer> Findings, long? SignedSize)
{
    /// <summary>Whether the root is one that somebody signed.</summary>
    internal bool IsSigned => Proof.Checkpoint is not null;

    /// <param name="ledger">The program's parts.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="position">Which event.</param>
    /// <param name="head">How long the log is.</param>
    /// <param name="folder">What was signed here.</param>
    /// <param name="keys">Whose signatures count.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LogTreeException">The event, or hashes of the tree, are missing.</exception>
    internal static async Task<CheckedInclusion> Of(LedgerContext ledger, PoolCode pool, long position, long head,
        CheckpointFolder folder, IReadOnlyList<NoteVerifier> keys, CancellationToken cancellationToken)
    {
        var signed = folder.NewestFile(pool, head, keys);
        var covering = signed?.Checkpoint.Size >= position ? signed : null;
        var inclusion = await new LogProofs(ledger.Database).Inclusion(
            pool, position, covering?.Checkpoint.Size ?? head, cancellationToken);
        var proof = ProofFile.Of(pool.Text, inclusion, withEvent: true) with { Checkpoint = covering?.Note.ToString() };
        return new(proof, ProofCheck.Run(proof, keys), signed?.Checkpoint.Size);
    }
}
