using System.Runtime.CompilerServices;
using Ledger.Api.CommandLine;
using Ledger.Api.Importing.SettlementDetails;
using Ledger.Domain;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;
using Ledger.Projections.Rebuilding;

namespace Ledger.Api.Importing.LogCopies;

/// <summary>
/// Loads a log that was exported as JSON lines into a pool without events: every column as it was, in one transaction with
/// all figures, which is committed once the root is the one of the checkpoint.
/// </summary>
internal sealed class LogCopyImport(LedgerContext ledger, PoolCode pool, IImportProgress progress)
{
    // Longer than any event; what has no line ends is not read into memory whole.
    private const int LineBytesMax = 1 << 24;

    /// <param name="file">The exported log.</param>
    /// <param name="held">What it is held to.</param>
    /// <param name="cancellationToken">Ends the work; nothing is then recorded.</param>
    /// <exception cref="UserError">The pool has events, a line is damaged or missing, or the root is another.</exception>
    internal async Task<LogCopyAnswer> Run(string file, LogCopyCheckpoint held, CancellationToken cancellationToken)
    {
        await using var load = await Begin(cancellationToken);
        var figures = new LoadedPool(load.Connection, ledger.Store, new(ledger.Chart), pool);
        progress.Begin(UserLanguage.Say($"loading {pool}", $"导入 {pool}"), held.Checkpoint.Size);
        var span = new List<(StoredRow Row, byte[] Leaf)>(LoadedPool.EventsPerSpan);
        await foreach (var row in Rows(file, cancellationToken))
        {
            span.Add(row);
            if (span.Count == LoadedPool.EventsPerSpan) await Take();
        }
        if (span.Count > 0) await Take();
        NeedSame(file, load, held);
        await figures.Finish(cancellationToken);
        await load.Commit(cancellationToken);
        await ledger.Follower.CatchUp(pool, cancellationToken);
        await new InstitutionTrees(ledger.Database).CatchUp(pool, cancellationToken);
        return new(load.Size, 0, 0, load.Size, [], Convert.ToHexStringLower(load.Root), held.IsSigned);

        async Task Take()
        {
            await load.Add(span, cancellationToken);
            await figures.Take([.. span.Select(one => Body(file, load, one.Row))], cancellationToken);
            span.Clear();
            progress.At(load.Size);
        }
    }

    private async Task<LogLoad> Begin(CancellationToken cancellationToken)
    {
        var load = await ledger.Store.BeginLoad(pool, ledger.WriterWait, cancellationToken);
        if (load.Position == 0) return load;
        await load.DisposeAsync();
        throw new UserError(UserLanguage.Say($"pool {pool} has {load.Position} events; a log is loaded into a pool that has none",
            $"统筹区 {pool} 已有 {load.Position} 个事件;日志只能导入没有事件的统筹区"), ExitCodes.Finding);
    }

    private async IAsyncEnumerable<(StoredRow Row, byte[] Leaf)> Rows(
        string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = SourceFile.OpenRead(file);
        var lines = new TextLines(stream.Read, LineBytesMax);
        for (var number = 1L; Line(lines, file, number) is { } line; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (row, said) = Read(file, number, line);
            if (row.TenantId != pool.Text) throw Refused(file, number, $"it is of pool {row.TenantId}, not of {pool}", $"属于统筹区 {row.TenantId},而非 {pool}");
            if (row.SeqId != number) throw Refused(file, number, $"it is event {row.SeqId}; event {number} is missing", $"此为事件 {row.SeqId};缺少事件 {number}");
            var leaf = row.Leaf();
            if (Convert.ToHexStringLower(leaf) != said) {
                throw Refused(file, number, $"event {number} is not what was exported: it has another leaf",
                    $"事件 {number} 与导出时不符:叶子哈希不同");
            }
            yield return (row, leaf);
        }
    }

    private static (StoredRow Row, string Leaf) Read(string file, long number, string line)
    {
        try
        {
            return LogCopyLine.Read(line);
        }
        catch (FormatException error)
        {
            throw Damaged(file, number, error);
        }
    }

    private static string? Line(TextLines lines, string file, long number)
    {
        try
        {
            return lines.Next();
        }
        catch (UnreadableTextException error)
        {
            throw Damaged(file, number, error);
        }
    }

    private static EventBody Body(string file, LogLoad load, StoredRow row)
    {
        try
        {
            return load.BodyOf(row);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw Refused(file, row.SeqId, $"event {row.SeqId} cannot be read by this release: {error.Message}",
                $"本版本无法读取事件 {row.SeqId}:{error.Message}");
        }
    }

    private static void NeedSame(string file, LogLoad load, LogCopyCheckpoint held)
    {
        var (size, checkpoint) = (load.Size, held.Checkpoint);
        if (size != checkpoint.Size)
            {
            throw Refused(file, size, $"the log ends at event {size}, and its checkpoint {held.Path} is of {checkpoint.Size}",
                $"日志止于事件 {size},而检查点 {held.Path} 为 {checkpoint.Size}");
        }
        if (!load.Root.AsSpan().SequenceEqual(checkpoint.Root))
            {
            throw Refused(file, size, $"the root of these {size} events is {Convert.ToHexStringLower(load.Root)}, and that of {held.Path} another",
                $"这 {size} 个事件的根为 {Convert.ToHexStringLower(load.Root)},与 {held.Path} 不同");
        }
        if (checkpoint.Institutions is { } map && map != load.Institutions)
            throw Refused(file, size, $"the institutions' events are not those of {held.Path}", $"机构事件与 {held.Path} 不符");
    }

    private static UserError Damaged(string file, long number, Exception error) =>
        Refused(file, number, $"event {number} is damaged: {error.Message}", $"事件 {number} 已损坏:{error.Message}");

    private static UserError Refused(string file, long line, string why, string chinese) => new(
        UserLanguage.Say($"{file}:{line}: {why}; nothing was recorded", $"{file}:{line}: {chinese};未记录任何内容"), ExitCodes.Finding);
}

/// <summary>What was loaded, in the words of other imports.</summary>
/// <param name="Root">The root of the tree over the log, in hexadecimal.</param>
/// <param name="IsSigned">Whether somebody whose key is known signed the checkpoint that it was held to.</param>
public sealed record LogCopyAnswer(
    long Accepted, long Duplicates, long Rejected, long Position, IReadOnlyList<ImportError> Errors, string Root, bool IsSigned);
