using System.Buffers.Binary;
using Ledger.Domain;
using Npgsql;

namespace Ledger.EventStore.Proofs;

/// <summary>
/// Makes the trees of institutions from the events as they are stored, and compares with them what is kept of the trees:
/// each as far as they are, and each run of leaves. Holds one run an institution, however long the log is.
/// </summary>
internal sealed class InstitutionsCheck
{
    private const int ToldMax = 50;

    private readonly PoolCode _pool;
    private readonly Action<LogFinding> _find;
    private readonly InstitutionFold _made;
    // What is kept, when the check began, and up to which position.
    private readonly InstitutionFold _kept;
    private readonly long _followed;
    private readonly Dictionary<string, InstitutionRun> _open = new(StringComparer.Ordinal);
    // Of each institution one thing is said, and none where the event itself was found.
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private Dictionary<long, InstitutionRun> _runs = [];
    private bool _isCompared;
    private int _tellings;

    private InstitutionsCheck(PoolCode pool, long start, long followed, InstitutionFold kept, InstitutionFold made, Action<LogFinding> find)
    {
        (_pool, _followed, _kept, _made, _find) = (pool, followed, kept, made, find);
        CompareAt(start);
    }

    /// <param name="database">Where the log is.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="start">The events after it are given. What was before is what is kept of it, where it is kept.</param>
    /// <param name="find">Told what is wrong.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static async Task<InstitutionsCheck> From(
        NpgsqlDataSource database, PoolCode pool, long start, Action<LogFinding> find, CancellationToken cancellationToken)
    {
        var (followed, kept) = await Kept(database, pool, long.MaxValue, find, cancellationToken);
        if (start == 0) return new(pool, start, followed, kept, new(), find);
        var (_, made) = followed >= start
            ? await Kept(database, pool, start, find, cancellationToken)
            : (0, await Made(database, pool, start, cancellationToken));
        return new(pool, start, followed, kept, made, find);
    }

    internal InstitutionMap Map() => _made.Map();

    /// <summary>Reads what is kept of the events of a span, before they are given.</summary>
    internal async Task Load(NpgsqlConnection connection, long first, long last, CancellationToken cancellationToken)
    {
        FindUnused();
        var runs = await InstitutionRows.Runs(connection, _pool, first, Math.Min(last, _followed), cancellationToken);
        _runs = runs.DistinctBy(run => run.First).ToDictionary(run => run.First);
        foreach (var twice in runs.Except(_runs.Values)) Tell(twice.First, twice.Institution);
    }

    /// <summary>Takes the event of the next position; the default where there is none.</summary>
    internal void Add(long position, StoredLeaf leaf, bool isAsRecorded)
    {
        if (leaf.Institution is { } institution)
        {
            if (!isAsRecorded) _told.Add(institution);
            if (position <= _followed) Compare(leaf, institution, _made.Trees.GetValueOrDefault(institution));
            _made.Append(leaf);
        }
        CompareAt(position);
    }

    /// <summary>Says of the institutions of which more is kept than there is.</summary>
    internal void Finish(long last)
    {
        FindUnused();
        if (!_isCompared && _followed > last) Compare(_followed);
    }

    private void Compare(StoredLeaf leaf, string institution, InstitutionTree? before)
    {
        var (number, index) = Math.DivRem(before?.Events ?? 0, InstitutionRows.RunMax);
        if (index == 0)
        {
            var isRight = _runs.Remove(leaf.Position, out var begun) && begun!.Institution == institution && begun.Number == number
                && begun.Edge.AsSpan().SequenceEqual(before?.Edge ?? []);
            _open[institution] = isRight ? begun! : new(institution, number, leaf.Position, [], []);
        }
        // Since a checkpoint: a run that began before it is not read again.
        if (!_open.TryGetValue(institution, out var run)) return;
        var at = (int)index * InstitutionRows.LeafBytes;
        if (run.Leaves.Length >= at + InstitutionRows.LeafBytes
            && BinaryPrimitives.ReadInt64BigEndian(run.Leaves.AsSpan(at)) == leaf.Position
            && run.Leaves.AsSpan(at + sizeof(long), MerkleHash.Size).SequenceEqual(leaf.Hash)) return;
        Tell(leaf.Position, institution);
    }

    private void Tell(long position, string institution)
    {
        if (!_told.Add(institution) || _tellings++ >= ToldMax) return;
        _find(new(position, LogFault.InstitutionChanged, institution));
    }

    private void CompareAt(long position)
    {
        if (position == _followed && position > 0) Compare(position);
    }

    private void Compare(long position)
    {
        _isCompared = true;
        foreach (var institution in _kept.Trees.Keys.Concat(_made.Trees.Keys).ToHashSet(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (kept, made) = (_kept.Trees.GetValueOrDefault(institution), _made.Trees.GetValueOrDefault(institution));
            if (kept is null || made is null || kept.First != made.First || kept.Last != made.Last
                || !kept.EntryHash.AsSpan().SequenceEqual(made.EntryHash))
            {
                Tell(made?.First ?? position, institution);
            }
        }
    }

    private void FindUnused()
    {
        foreach (var run in _runs.Values) Tell(run.First, run.Institution);
        _runs.Clear();
    }

    // What is no tree stands for nothing, and is found.
    private static async Task<(long Followed, InstitutionFold Fold)> Kept(NpgsqlDataSource database, PoolCode pool, long size,
        Action<LogFinding> find, CancellationToken cancellationToken)
    {
        try
        {
            return await InstitutionRows.At(database, pool, size, cancellationToken);
        }
        catch (InstitutionTreesException)
        {
            find(new(0, LogFault.InstitutionChanged, ""));
            return (0, new());
        }
    }

    private static async Task<InstitutionFold> Made(NpgsqlDataSource database, PoolCode pool, long to, CancellationToken cancellationToken)
    {
        var made = new InstitutionFold();
        await foreach (var span in StoredLeaves.Read(database, pool, 1, to, InstitutionTrees.EventsPerTurn, cancellationToken))
        {
            foreach (var leaf in span.Rows) made.Append(leaf);
        }
        return made;
    }
}
