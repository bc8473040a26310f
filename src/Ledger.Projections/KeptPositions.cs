namespace Ledger.Projections;

/// <summary>
/// The positions to which sums are kept, so that what was known at any other is what was kept at the one before and what the
/// events since did (docs/adr/0060).
/// </summary>
public static class KeptPositions
{
    /// <summary>From one to the next: what has to be folded for a figure of the past is fewer events.</summary>
    public const int Every = 8_192;

    /// <summary>The one that the row of an event has.</summary>
    public static long RowOf(long position) => (position + Every - 1) / Every * Every;

    /// <summary>The last one whose rows are complete when a position is the last; 0 where there is none.</summary>
    public static long CompleteAt(long position) => position / Every * Every;
}
