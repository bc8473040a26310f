using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>An institution's entry in the map of all, and that it is there.</summary>
/// <param name="Index">Which in the order of codes, from 0.</param>
/// <param name="Path">The hashes beside the way from the entry to the root of the map, from below.</param>
public sealed record ProvenEntry(InstitutionEntry Entry, long Index, IReadOnlyList<byte[]> Path)
{
    public bool IsIn(InstitutionMap map) =>
        MerkleProof.Includes(Index, InstitutionLeaves.Hash(Entry), map.Count, map.Root, Path);
}

/// <summary>
/// Which events of a log are an institution's, and that they are all: of one with events its entry, of one without the two
/// entries between which it would stand.
/// </summary>
/// <param name="Size">How many events the log had.</param>
/// <param name="Root">The root of its tree then.</param>
/// <param name="Map">What the institutions had come to then.</param>
/// <param name="Entry">Null where it had no events.</param>
/// <param name="Events">Positions and the hashes of their leaves in the log, in order.</param>
/// <param name="Before">Where it had none: the last before it, if there is one.</param>
/// <param name="After">Where it had none: the first after it, if there is one.</param>
public sealed record CompletenessProof(string Institution, long Size, byte[] Root, InstitutionMap Map, ProvenEntry? Entry,
    IReadOnlyList<(long Position, byte[] Leaf)> Events, ProvenEntry? Before, ProvenEntry? After)
{
    /// <summary>The root of the tree over an institution's events.</summary>
    public static byte[] RootOf(IEnumerable<(long Position, byte[] Leaf)> events)
    {
        var edge = new MerkleFrontier();
        foreach (var (position, leaf) in events) edge.Append(InstitutionLeaves.Hash(position, leaf));
        return edge.Root();
    }

    /// <summary>Whether the events are those of the entry: all, in order, and no others.</summary>
    public static bool AreAll(InstitutionEntry entry, IReadOnlyList<(long Position, byte[] Leaf)> events) =>
        entry.Events == events.Count && events.Count > 0
        && entry.First == events[0].Position && entry.Last == events[^1].Position
        && events.Zip(events.Skip(1)).All(pair => pair.First.Position < pair.Second.Position)
        && RootOf(events).AsSpan().SequenceEqual(entry.Root);

    /// <summary>Whether nothing stands between the two, where the institution would.</summary>
    public static bool IsAbsent(string institution, InstitutionMap map, ProvenEntry? before, ProvenEntry? after) =>
        (before, after) switch
        {
            (null, null) => map.Count == 0 && map.Root.AsSpan().SequenceEqual(MerkleHash.Empty),
            (null, { } next) => next.Index == 0 && IsBefore(institution, next) && next.IsIn(map),
            ({ } last, null) => last.Index == map.Count - 1 && IsAfter(institution, last) && last.IsIn(map),
            var (last, next) => next.Index == last.Index + 1 && IsAfter(institution, last) && IsBefore(institution, next)
                && last.IsIn(map) && next.IsIn(map),
        };

    private static bool IsBefore(string institution, ProvenEntry next) =>
        string.CompareOrdinal(institution, next.Entry.Institution) < 0;

    private static bool IsAfter(string institution, ProvenEntry last) =>
        string.CompareOrdinal(institution, last.Entry.Institution) > 0;
}

/// <summary>Makes proofs about institutions, from the trees that follow the log.</summary>
public sealed class InstitutionProofs(NpgsqlDataSource database)
{
    /// <summary>What the institutions had come to when the log had so many events.</summary>
    /// <exception cref="InstitutionTreesException">The trees are not as far, or are none.</exception>
    public async Task<InstitutionMap> Map(PoolCode pool, long size, CancellationToken cancellationToken) =>
        (await At(pool, size, cancellationToken)).Map();

    /// <summary>The same, and what one of them had come to: null where it had no events.</summary>
    /// <exception cref="InstitutionTreesException">The trees are not as far, or are none.</exception>
    public async Task<(InstitutionMap Map, InstitutionEntry? Entry)> Entry(
        PoolCode pool, InstitutionCode institution, long size, CancellationToken cancellationToken)
    {
        var fold = await At(pool, size, cancellationToken);
        return (fold.Map(), fold.Trees.GetValueOrDefault(institution.Text)?.Entry);
    }

    /// <exception cref="InstitutionTreesException">The trees are not as far, or are not those of the events.</exception>
    /// <exception cref="LogTreeException">Hashes of the log's tree are missing.</exception>
    public async Task<CompletenessProof> Completeness(
        PoolCode pool, InstitutionCode institution, long size, CancellationToken cancellationToken)
    {
        var trees = (await At(pool, size, cancellationToken)).Trees.Values
            .OrderBy(tree => tree.Institution, StringComparer.Ordinal).ToList();
        var map = InstitutionMap.OfLeaves(trees.Select(tree => tree.EntryHash));
        var root = await new LogProofs(database).Root(pool, size, cancellationToken);
        var index = trees.FindIndex(tree => string.CompareOrdinal(tree.Institution, institution.Text) >= 0);
        if (index < 0) index = trees.Count;
        if (index < trees.Count && trees[index].Institution == institution.Text)
        {
            var events = await InstitutionRows.LeavesOf(database, pool, institution.Text, size, cancellationToken);
            return CompletenessProof.AreAll(trees[index].Entry, events)
                ? new(institution.Text, size, root, map, Proven(index), events, null, null)
                : throw new InstitutionTreesException(pool, $"the events that are kept of {institution} are not those of its tree");
        }
        return new(institution.Text, size, root, map, null, [], index == 0 ? null : Proven(index - 1), index == trees.Count ? null : Proven(index));

        ProvenEntry Proven(int at) => new(trees[at].Entry, at, MerkleList.Path([.. trees.Select(tree => tree.EntryHash)], at));
    }

    private async Task<InstitutionFold> At(PoolCode pool, long size, CancellationToken cancellationToken)
    {
        var (followed, fold) = await InstitutionRows.At(database, pool, size, cancellationToken);
        return followed >= size
            ? fold
            : throw new InstitutionTreesException(pool, $"they are at event {followed} and not yet at {size}");
    }
}
