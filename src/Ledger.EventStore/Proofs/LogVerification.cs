using System.Data;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>The size and the root of a log at some time, as somebody outside the database keeps it.</summary>
/// <param name="Institutions">And what the institutions' events had come to, where he keeps that too.</param>
public sealed record SignedRoot(long Size, byte[] Root, InstitutionMap? Institutions = null);

/// <summary>
/// Reads a pool's whole log and makes its tree again, in constant memory. Says of each position that is wrong what kind of
/// wrong. What was rewritten with all its hashes is told by a root that was kept outside.
/// </summary>
public sealed class LogVerification(NpgsqlDataSource database, PoolCode pool)
{
    public const int FindingsMax = 1_000;

    private const int SpanEvents = 20_000;

    private const int ElsewhereMax = 100;

    private readonly List<LogFinding> _positions = [];
    // Of the head, the tree, the streams and checkpoints: never crowded out by positions.
    private readonly List<LogFinding> _elsewhere = [];
    private long _count;
    private NodesCheck _nodes = null!;
    private InstitutionsCheck _institutions = null!;
    // Over what the leaves say, and over what the events are; one until they differ.
    private MerkleFrontier _leaves = null!;
    private MerkleFrontier _events = null!;

    /// <param name="known">Roots that were kept outside, in any order.</param>
    /// <param name="since">Only events after the largest of these; those before are as its root says, or it is found.</param>
    /// <param name="progress">Told how many events were read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<LogVerdict> Run(IReadOnlyList<SignedRoot> known, bool since, Action<long> progress,
        CancellationToken cancellationToken)
    {
        var head = await LogHead.Read(database, pool, cancellationToken);
        // A head may say anything; what lies beyond the last event is missing, and need not be counted to its end.
        var last = Math.Min(head.Position, head.LastEvent + FindingsMax);
        foreach (var beyond in known.Where(one => one.Size > last))
            Find(new(head.Position, LogFault.CheckpointBeyondHead, $"{beyond.Size}"));
        var start = since ? known.Where(one => one.Size <= last).Select(one => one.Size).DefaultIfEmpty(0).Max() : 0;
        _nodes = new(database, pool);
        _leaves = _events = await Edge(start, cancellationToken);
        _institutions = await InstitutionsCheck.From(database, pool, start, Find, cancellationToken);
        var roots = known.Where(one => one.Size >= start && one.Size <= last).OrderBy(one => one.Size).ToList();
        var next = Compare(roots, 0);
        var read = 0L;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await foreach (var span in StoredLeaves.Read(
            database, pool, start + 1, last, SpanEvents, cancellationToken))
        {
            var leaves = await LogTreeRows.Leaves(connection, pool, span.First, span.Last, cancellationToken);
            await _institutions.Load(connection, span.First, span.Last, cancellationToken);
            var events = 0;
            for (var position = span.First; position <= span.Last; position++)
            {
                var found = events < span.Rows.Count && span.Rows[events].Position == position ? span.Rows[events++] : default;
                var isAsRecorded = Add(position, found.Hash, leaves.GetValueOrDefault(position));
                _institutions.Add(position, found, isAsRecorded);
                next = Compare(roots, next);
            }
            await _nodes.Check(Find, cancellationToken);
            read += span.Rows.Count;
            progress(read);
        }
        _institutions.Finish(last);
        Finish(head, await LogHead.Wrong(database, pool, head, cancellationToken));
        return new(read, head.Position, _events.Root(),
            [.. _positions.Take(FindingsMax - _elsewhere.Count).Concat(_elsewhere).OrderBy(one => one.Position).ThenBy(one => one.Fault)],
            _count);
    }

    /// <returns>Whether there is nothing wrong with it.</returns>
    private bool Add(long position, byte[]? stored, byte[]? leaf)
    {
        var before = _count;
        switch (stored, leaf)
        {
            case (null, _):
                Find(new(position, LogFault.EventMissing));
                break;
            case (_, null):
                Find(new(position, LogFault.LeafMissing));
                break;
            case var (one, other) when !one.AsSpan().SequenceEqual(other):
                Find(new(position, LogFault.EventChanged));
                break;
        }
        // What is not there stands for itself as a leaf of nothing.
        var (said, found) = (leaf ?? stored ?? MerkleHash.Empty, stored ?? MerkleHash.Empty);
        if (ReferenceEquals(_leaves, _events) && !said.AsSpan().SequenceEqual(found))
            _events = new(_leaves.Size, _leaves.Bytes());
        _leaves.Append(said, _nodes.Completed);
        if (!ReferenceEquals(_leaves, _events)) _events.Append(found);
        return _count == before;
    }

    private int Compare(List<SignedRoot> roots, int next)
    {
        for (; next < roots.Count && roots[next].Size == _events.Size; next++)
        {
            if (!roots[next].Root.AsSpan().SequenceEqual(_events.Root()))
                Find(new(roots[next].Size, LogFault.CheckpointDiffers, $"{roots[next].Size}"));
            if (roots[next].Institutions is { } map && map != _institutions.Map())
                Find(new(roots[next].Size, LogFault.InstitutionsDiffer, $"{roots[next].Size}"));
        }
        return next;
    }

    private void Finish(LogHead head, IReadOnlyList<LogFinding> wrong)
    {
        if (head.TreeSize != head.Position || !head.Edge.AsSpan().SequenceEqual(_leaves.Bytes()))
            Find(new(head.Position, LogFault.HeadChanged));
        foreach (var finding in wrong) Find(finding);
    }

    // The part that is not read again is what its nodes say; whether that is what was signed, its root tells.
    private async Task<MerkleFrontier> Edge(long size, CancellationToken cancellationToken)
    {
        if (size == 0) return new();
        var view = await TreeView.Load(database, pool, size, [], cancellationToken);
        return new(size, view.Edge());
    }

    private void Find(LogFinding finding)
    {
        _count++;
        var (found, most) = finding.Fault is LogFault.EventMissing or LogFault.LeafMissing or LogFault.EventChanged
            ? (_positions, FindingsMax)
            : (_elsewhere, ElsewhereMax);
        if (found.Count < most) found.Add(finding);
    }
}
