namespace Ledger.EventStore.Proofs;

/// <summary>The tree over one institution's events, as it grows.</summary>
internal sealed class InstitutionTree
{
    private readonly MerkleFrontier _edge;
    private byte[]? _entryHash;

    internal InstitutionTree(string institution, long first)
    {
        (Institution, First) = (institution, first);
        _edge = new();
    }

    /// <exception cref="ArgumentException">The edge is not that of a tree of so many events.</exception>
    internal InstitutionTree(string institution, long events, long first, long last, ReadOnlySpan<byte> edge)
    {
        (Institution, First, Last) = (institution, first, last);
        _edge = new(events, edge);
    }

    internal string Institution { get; }

    internal long Events => _edge.Size;

    internal long First { get; }

    internal long Last { get; private set; }

    internal byte[] Edge => _edge.Bytes();

    internal InstitutionEntry Entry => new(Institution, Events, First, Last, _edge.Root());

    /// <summary>The hash of the entry, made again only after a further event.</summary>
    internal byte[] EntryHash => _entryHash ??= InstitutionLeaves.Hash(Entry);

    internal void Append(long position, byte[] leaf)
    {
        Last = position;
        _edge.Append(leaf);
        _entryHash = null;
    }
}

/// <summary>The trees of all institutions over the events of a log, taken in order. Its size is that of the institutions.</summary>
internal sealed class InstitutionFold
{
    private readonly Dictionary<string, InstitutionTree> _trees = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, InstitutionTree> Trees => _trees;

    internal void Add(InstitutionTree tree) => _trees.Add(tree.Institution, tree);

    /// <returns>The tree that the event is in now; null where it is no institution's.</returns>
    internal InstitutionTree? Append(StoredLeaf leaf)
    {
        if (leaf.Institution is not { } institution) return null;
        if (!_trees.TryGetValue(institution, out var tree)) _trees.Add(institution, tree = new(institution, leaf.Position));
        tree.Append(leaf.Position, leaf.InstitutionLeaf!);
        return tree;
    }

    internal InstitutionMap Map() => InstitutionMap.OfLeaves(
        _trees.Values.OrderBy(tree => tree.Institution, StringComparer.Ordinal).Select(tree => tree.EntryHash));
}
