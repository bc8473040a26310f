using System.Runtime.CompilerServices;
using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Tracing;

/// <summary>
/// Proofs that the events behind a figure are in the log. That none is missing they do not prove: for an institution's figure
/// that is a proof of its own, of another tree.
/// </summary>
internal sealed class TraceProofs
{
    // The hashes around so many leaves that follow each other are read at once.
    private const int Block = 256;

    private readonly LogProofs _proofs;
    private readonly PoolCode _pool;
    private readonly long _size;

    private readonly CheckpointFile? _signed;

    private TraceProofs(LogProofs proofs, PoolCode pool, long size, CheckpointFile? signed) =>
        (_proofs, _pool, _size, _signed) = (proofs, pool, size, signed);

    /// <summary>The signed note of the log that the proofs are of; null where none that goes as far was signed here.</summary>
    public string? Checkpoint => _signed?.Note.ToString();

    /// <summary>All events of an institution in the same log, with what they say; null for another figure.</summary>
    /// <exception cref="InstitutionTreesException">The trees are not those of the log.</exception>
    /// <exception cref="UserError">It was signed before institutions were.</exception>
    internal async Task<ProofFile?> Completeness(LedgerContext ledger, InstitutionCode? institution, CancellationToken cancellationToken)
    {
        if (institution is not { } code) return null;
        await new InstitutionTrees(ledger.Database).CatchUp(_pool, cancellationToken);
        return await new InstitutionCompleteness(ledger).Prove(_pool, code, _size, _signed, hashesOnly: false, cancellationToken);
    }

    /// <summary>Of the log that was signed last, if it goes as far as the figure; else of the log as it is.</summary>
    internal static async Task<TraceProofs> Of(LedgerContext ledger, Trace trace, CancellationToken cancellationToken)
    {
        var head = await ledger.Store.Head(trace.Pool, cancellationToken);
        var signed = CheckpointFolder.FromEnvironment().Of(trace.Pool) is [.., var newest]
            ? CheckpointFile.Read(newest, PublicKeyOption.Keys([]))
            : null;
        var reaches = signed is not null && signed.Checkpoint.Size >= trace.Position && signed.Checkpoint.Size <= head;
        return new(new(ledger.Database), trace.Pool, reaches ? signed!.Checkpoint.Size : head, reaches ? signed : null);
    }

    /// <summary>The events, each with its proof.</summary>
    internal async IAsyncEnumerable<TracedEventAnswer> Prove(
        IAsyncEnumerable<TracedEventAnswer> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var block = new List<TracedEventAnswer>();
        await foreach (var one in events.WithCancellation(cancellationToken))
        {
            if (block.Count > 0 && BlockOf(one) != BlockOf(block[0]))
            {
                foreach (var proved in await Prove(block, cancellationToken)) yield return proved;
                block.Clear();
            }
            block.Add(one);
        }
        foreach (var proved in await Prove(block, cancellationToken)) yield return proved;
    }

    private async Task<IReadOnlyList<TracedEventAnswer>> Prove(
        List<TracedEventAnswer> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return [];
        var proofs = await _proofs.Inclusions(_pool, [.. events.Select(one => one.Position)], _size, cancellationToken);
        return [.. events.Zip(proofs, (one, proof) => one with { Proof = ProofFile.Of(_pool.Text, proof, withEvent: true) })];
    }

    private static long BlockOf(TracedEventAnswer one) => (one.Position - 1) / Block;
}
