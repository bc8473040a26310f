using System.Text;
using NodaTime;

namespace Ledger.Projections.FundHistory;

/// <summary>
/// A block as it is stored: names by number, dates as days since 1970. One look takes a few sums out of a thousand and
/// more deltas, so they are read without making names and dates of each.
/// </summary>
internal sealed class StoredBlock
{
    private static readonly LocalDate _epoch = new(1970, 1, 1);

    private StoredBlock(long first, string[] names, (int Fund, int Day)[] lastDays, StoredDelta[] before, StoredDelta[] deltas) =>
        (First, Names, LastDays, Before, Deltas) = (first, names, lastDays, before, deltas);

    internal long First { get; }

    internal long Last => First + HistoryBlock.Size - 1;

    /// <summary>Funds and lines; the numbers below are places in it.</summary>
    internal string[] Names { get; }

    /// <summary>The latest cash date of each fund that was opened before the block.</summary>
    internal (int Fund, int Day)[] LastDays { get; }

    internal StoredDelta[] Before { get; }

    internal StoredDelta[] Deltas { get; }

    internal static int DayOf(LocalDate date) => Period.DaysBetween(_epoch, date);

    internal static LocalDate DateOf(int day) => _epoch.PlusDays(day);

    internal static StoredBlock Read(long first, ReadOnlySpan<byte> body)
    {
        var reader = new Varints(body);
        var names = new string[reader.Int()];
        for (var index = 0; index < names.Length; index++) names[index] = reader.Text();
        var dates = new (int, int)[reader.Int()];
        for (var index = 0; index < dates.Length; index++) dates[index] = (reader.Int(), reader.Signed());
        return new(first, names, dates, ReadDeltas(ref reader, first, isSum: true), ReadDeltas(ref reader, first, isSum: false));
    }

    /// <summary>The block with its names and dates.</summary>
    internal HistoryBlock Whole() => new(First,
        LastDays.ToDictionary(one => Names[one.Fund], one => DateOf(one.Day), StringComparer.Ordinal),
        [.. Before.Select(Whole)], [.. Deltas.Select(Whole)]);

    /// <summary>The latest cash date of each fund that is open at a position of the block or after it.</summary>
    internal IEnumerable<(string Fund, int Day)> LastDaysAt(long position)
    {
        // By the number of the name: a block has a thousand deltas, and few funds.
        var days = new int?[Names.Length];
        foreach (var (fund, day) in LastDays) days[fund] = day;
        foreach (ref readonly var delta in Deltas.AsSpan())
        {
            if (delta.Position > position) break;
            if (days[delta.Fund] is not { } last || last < delta.Day) days[delta.Fund] = delta.Day;
        }
        return days.Index().Where(one => one.Item is not null).Select(one => (Names[one.Index], one.Item!.Value));
    }

    private LineDelta Whole(StoredDelta delta) =>
        new(delta.Position, Names[delta.Fund], Names[delta.Line], DateOf(delta.Day), delta.Fen);

    private static StoredDelta[] ReadDeltas(ref Varints reader, long first, bool isSum)
    {
        var deltas = new StoredDelta[reader.Int()];
        var position = first;
        for (var index = 0; index < deltas.Length; index++)
        {
            position += (long)reader.Number();
            deltas[index] = new(isSum ? 0 : position, reader.Int(), reader.Int(), reader.Signed(), reader.SignedLong());
        }
        return deltas;
    }

    // The numbers that BinaryWriter writes seven bits at a time.
    private ref struct Varints(ReadOnlySpan<byte> body)
    {
        private readonly ReadOnlySpan<byte> _body = body;
        private int _at;

        internal int Int() => (int)Number();

        internal ulong Number()
        {
            var value = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var next = _body[_at++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80) return value;
            }
        }

        internal int Signed() => (int)SignedLong();

        internal long SignedLong()
        {
            var value = Number();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        internal string Text()
        {
            var length = Int();
            _at += length;
            return Encoding.UTF8.GetString(_body.Slice(_at - length, length));
        }
    }
}

/// <summary>What an event did, in the numbers of its block; the position is zero in sums.</summary>
internal readonly record struct StoredDelta(long Position, int Fund, int Line, int Day, long Fen);
