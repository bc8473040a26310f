namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>How much one file may ask of the machine that reads it.</summary>
public sealed record SettlementDetailLimits
{
    public static readonly SettlementDetailLimits Default = new();

    /// <summary>The longest line; a line of 3202 has some 200 bytes.</summary>
    public int LineBytesMax { get; init; } = 64 * 1024;

    /// <summary>The most texts in one ZIP.</summary>
    public int EntriesMax { get; init; } = 1_000;

    /// <summary>The largest text in a ZIP, unpacked: some twenty million lines.</summary>
    public long EntryBytesMax { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How many times smaller a text may be in its ZIP; lines of 3202 shrink to a tenth.</summary>
    public int CompressionRatioMax { get; init; } = 200;

    /// <summary>Below this size no text is a bomb, however well it shrinks.</summary>
    public long RatioCheckedFromBytes { get; init; } = 1024 * 1024;
}
