namespace Ledger.EventStore.Proofs;

/// <summary>What kind of wrong was found.</summary>
public enum LogFault
{
    /// <summary>The event is not what was recorded: its leaf says otherwise.</summary>
    EventChanged,

    /// <summary>There is a leaf, and no event.</summary>
    EventMissing,

    /// <summary>There is an event after the last one that the head knows.</summary>
    EventBeyondHead,

    /// <summary>There is an event, and no leaf.</summary>
    LeafMissing,

    /// <summary>There is a leaf after the last event that the head knows.</summary>
    LeafBeyondHead,

    /// <summary>A node of the tree is not that of its leaves, or is missing.</summary>
    NodeChanged,

    /// <summary>A node of the tree that no leaves have.</summary>
    NodeBeyondHead,

    /// <summary>The head's position, or its edge of the tree, is not that of the log.</summary>
    HeadChanged,

    /// <summary>What a stream says of its events is not what there is.</summary>
    StreamChanged,

    /// <summary>What is kept of an institution's events is not what there is.</summary>
    InstitutionChanged,

    /// <summary>The events of institutions up to a checkpoint are not those that were signed.</summary>
    InstitutionsDiffer,

    /// <summary>The history up to a checkpoint is not the one that was signed.</summary>
    CheckpointDiffers,

    /// <summary>The log is shorter than the checkpoint says it was.</summary>
    CheckpointBeyondHead,
}

/// <summary>Something in a pool's log that is not as it was recorded.</summary>
/// <param name="Position">Where: the first position that it concerns.</param>
/// <param name="Fault">What kind of wrong.</param>
/// <param name="Detail">Which stream, node, institution or size; null where the position says it all.</param>
public sealed record LogFinding(long Position, LogFault Fault, string? Detail = null);

/// <summary>What was verified.</summary>
/// <param name="Events">How many events were read.</param>
/// <param name="Size">How many events the log has, by its head.</param>
/// <param name="Root">The root of the tree over the events as they are stored.</param>
/// <param name="Findings">In order, up to <see cref="LogVerification.FindingsMax"/>.</param>
/// <param name="Count">How many there are.</param>
public sealed record LogVerdict(long Events, long Size, byte[] Root, IReadOnlyList<LogFinding> Findings, long Count);
