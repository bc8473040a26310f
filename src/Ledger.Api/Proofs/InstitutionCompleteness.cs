using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>That nothing of an institution's was left out: what its events have come to, and the file that proves it.</summary>
internal sealed class InstitutionCompleteness(LedgerContext ledger)
{
    /// <summary>Events of an institution whose proof is made while somebody waits for a page; of more the verb makes it.</summary>
    internal const int EventsMax = 20_000;

    /// <summary>
    /// What is proved without reading an event: of the newest log that was signed here with its institutions, else of the log
    /// as far as the trees follow it.
    /// </summary>
    internal async Task<CompletenessAnswer> Of(PoolCode pool, InstitutionCode institution, CancellationToken cancellationToken)
    {
        var (head, followed) = await new InstitutionTrees(ledger.Database).Where(pool, cancellationToken);
        var signed = Signed(pool, followed);
        var size = signed?.Checkpoint.Size ?? followed;
        var (map, entry) = await new InstitutionProofs(ledger.Database).Entry(pool, institution, size, cancellationToken);
        return new(head, size, entry, signed?.Checkpoint.Origin,
            signed is null || signed.Checkpoint.Institutions == map, entry is null || entry.Events <= EventsMax);
    }

    /// <summary>The file of the verb <c>prove --institution</c>, of the same log as <see cref="Of"/>.</summary>
    /// <exception cref="UserError">It has more events than <see cref="EventsMax"/>.</exception>
    internal async Task<ProofFile> File(PoolCode pool, InstitutionCode institution, bool hashesOnly, CancellationToken cancellationToken)
    {
        var about = await Of(pool, institution, cancellationToken);
        if (about.Entry?.Events > EventsMax)
        {
            throw new UserError(UserLanguage.Say(
                $"institution {institution} has {about.Entry.Events} events, more than {EventsMax}: run ./ledger prove --pool {pool} --institution {institution}",
                $"机构 {institution} 有 {about.Entry.Events} 条事件,超过 {EventsMax} 条:请运行 ./ledger prove --pool {pool} --institution {institution}"));
        }
        var signed = Signed(pool, about.Size);
        return await Prove(pool, institution, about.Size, signed, hashesOnly, cancellationToken) with { Checkpoint = signed?.Note.ToString() };
    }

    /// <param name="pool">The pool.</param>
    /// <param name="institution">Whose events.</param>
    /// <param name="size">Of the log when it had so many events; the trees are as far.</param>
    /// <param name="signed">What was signed of it, if anything.</param>
    /// <param name="hashesOnly">Not what the events say.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<ProofFile> Prove(PoolCode pool, InstitutionCode institution, long size, CheckpointFile? signed,
        bool hashesOnly, CancellationToken cancellationToken)
    {
        if (signed is { Checkpoint.Institutions: null })
        {
            throw new UserError($"{signed.Path} was signed before institutions were; sign a new one "
                + $"(./ledger checkpoint --pool {pool}) and prove it of that");
        }
        var proof = await new InstitutionProofs(ledger.Database).Completeness(pool, institution, size, cancellationToken);
        if (signed is { Checkpoint.Institutions: { } map } && map != proof.Map)
            throw new InstitutionTreesException(pool, $"{signed.Path} was signed of others");
        var contents = hashesOnly ? null : await new LogProofs(ledger.Database)
            .Contents(pool, [.. proof.Events.Select(one => one.Position)], cancellationToken);
        return ProofFile.Of(pool.Text, proof, contents);
    }

    private static CheckpointFile? Signed(PoolCode pool, long followed) => CheckpointFolder.FromEnvironment()
        .NewestFile(pool, followed, PublicKeyOption.Keys([]), checkpoint => checkpoint.Institutions is not null);
}

/// <summary>What is known of the completeness of an institution's events without reading them.</summary>
/// <param name="Head">How many events the log has now.</param>
/// <param name="Size">How many it had in what is proved.</param>
/// <param name="Entry">What the institution had come to then; null where it had no events.</param>
/// <param name="SignedAs">The log by its name in the signed checkpoint; null where nobody signed.</param>
/// <param name="IsAsSigned">The trees are those that were signed.</param>
/// <param name="IsBounded">The file can be had from a page.</param>
public sealed record CompletenessAnswer(
    long Head, long Size, InstitutionEntry? Entry, string? SignedAs, bool IsAsSigned, bool IsBounded);
