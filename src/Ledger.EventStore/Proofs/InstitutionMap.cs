namespace Ledger.EventStore.Proofs;

/// <summary>What an institution's events had come to at some size of the log.</summary>
/// <param name="Institution">Its code.</param>
/// <param name="Events">How many there are.</param>
/// <param name="First">The position of the first.</param>
/// <param name="Last">The position of the last.</param>
/// <param name="Root">The root of the tree over them.</param>
public sealed record InstitutionEntry(string Institution, long Events, long First, long Last, byte[] Root);

/// <summary>
/// All institutions that had events, bound by one hash: the root of the tree over their entries, in the order of codes. Of
/// who is not among them it shows that too, by the two between whom he would stand.
/// </summary>
/// <param name="Count">How many they are.</param>
public sealed record InstitutionMap(long Count, byte[] Root)
{
    /// <param name="entries">In the order of their codes.</param>
    internal static InstitutionMap Of(IReadOnlyCollection<InstitutionEntry> entries) =>
        OfLeaves(entries.Select(InstitutionLeaves.Hash));

    internal static InstitutionMap OfLeaves(IEnumerable<byte[]> leaves)
    {
        var edge = new MerkleFrontier();
        foreach (var leaf in leaves) edge.Append(leaf);
        return new(edge.Size, edge.Root());
    }

    public bool Equals(InstitutionMap? other) => other is not null && Count == other.Count && Root.AsSpan().SequenceEqual(other.Root);

    public override int GetHashCode() => HashCode.Combine(Count, Root[0]);
}
