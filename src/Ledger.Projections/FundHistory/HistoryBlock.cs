using System.Runtime.InteropServices;
using System.Text;
using NodaTime;

namespace Ledger.Projections.FundHistory;

/// <summary>
/// What the events of <see cref="Size"/> positions did, one by one, and what those between the last kept totals and
/// the block did together: with the totals at <see cref="TotalsAt"/> it gives every figure at each of its positions.
/// </summary>
/// <param name="First">Its first position.</param>
/// <param name="Before">
/// The deltas after the totals and before the block, summed by fund, line and date; their position is zero.
/// </param>
/// <param name="LastDates">The latest cash date of each fund that was opened before the block.</param>
/// <param name="Deltas">The deltas of its own positions, in order.</param>
public sealed record HistoryBlock(long First, IReadOnlyDictionary<string, LocalDate> LastDates,
    IReadOnlyList<LineDelta> Before, IReadOnlyList<LineDelta> Deltas)
{
    /// <summary>Positions in a block.</summary>
    public const int Size = 256;

    /// <summary>Totals are kept at every such number of positions, always the end of a block.</summary>
    public const int TotalsEvery = 16 * Size;

    public long Last => First + Size - 1;

    /// <summary>The position of the totals that it continues; 0 where there are none yet.</summary>
    public long TotalsAt => (First - 1) / TotalsEvery * TotalsEvery;

    public bool EndsAtTotals => Last % TotalsEvery == 0;

    /// <summary>The first position of the block that a position is in.</summary>
    public static long FirstOf(long position) => (position - 1) / Size * Size + 1;

    /// <summary>The block that follows another, or the first one of a pool.</summary>
    public static HistoryBlock After(HistoryBlock? block, long first, IReadOnlyList<LineDelta> deltas) => new(first,
        block is null ? new Dictionary<string, LocalDate>() : block.LastDatesAt(block.Last),
        block is null || block.EndsAtTotals ? [] : Sum(block.Before.Concat(block.Deltas)),
        deltas);

    /// <summary>The latest cash date of each fund that is open at a position of the block.</summary>
    public Dictionary<string, LocalDate> LastDatesAt(long position)
    {
        var dates = LastDates.ToDictionary(StringComparer.Ordinal);
        foreach (var delta in Deltas.TakeWhile(delta => delta.Position <= position))
            dates[delta.Fund] = dates.TryGetValue(delta.Fund, out var date) ? LocalDate.Max(date, delta.CashDate) : delta.CashDate;
        return dates;
    }

    // By hand: every block is summed, and grouping would keep each of its deltas once more.
    private static LineDelta[] Sum(IEnumerable<LineDelta> deltas)
    {
        var sums = new Dictionary<(string Fund, string Line, LocalDate CashDate), long>();
        foreach (var delta in deltas)
            CollectionsMarshal.GetValueRefOrAddDefault(sums, (delta.Fund, delta.Line, delta.CashDate), out _) += delta.Fen;
        return [.. sums.Select(sum => new LineDelta(0, sum.Key.Fund, sum.Key.Line, sum.Key.CashDate, sum.Value))];
    }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in LastDates.Keys.Concat(Before.Concat(Deltas).SelectMany(Names))) names.TryAdd(name, names.Count);
        writer.Write7BitEncodedInt(names.Count);
        foreach (var name in names.Keys) writer.Write(name);
        writer.Write7BitEncodedInt(LastDates.Count);
        foreach (var (fund, date) in LastDates)
        {
            writer.Write7BitEncodedInt(names[fund]);
            WriteDate(date);
        }
        WriteAll(Before);
        WriteAll(Deltas);
        return stream.ToArray();

        void WriteDate(LocalDate date) => writer.Write7BitEncodedInt(ZigZag(StoredBlock.DayOf(date)));

        void WriteAll(IReadOnlyList<LineDelta> deltas)
        {
            writer.Write7BitEncodedInt(deltas.Count);
            var position = First;
            foreach (var delta in deltas)
            {
                // Positions rise, so that the step from one to the next is one byte; sums have none.
                writer.Write7BitEncodedInt64(delta.Position == 0 ? 0 : delta.Position - position);
                if (delta.Position != 0) position = delta.Position;
                writer.Write7BitEncodedInt(names[delta.Fund]);
                writer.Write7BitEncodedInt(names[delta.Line]);
                WriteDate(delta.CashDate);
                writer.Write7BitEncodedInt64(delta.Fen << 1 ^ delta.Fen >> 63);
            }
        }
    }

    public static HistoryBlock Read(long first, byte[] body) => StoredBlock.Read(first, body).Whole();

    private static IEnumerable<string> Names(LineDelta delta) => [delta.Fund, delta.Line];

    private static int ZigZag(int value) => value << 1 ^ value >> 31;
}
