using Ledger.Domain.Events;

namespace Ledger.Domain.Deciding;

/// <summary>
/// Recognises what was recorded before. Idempotency compares the whole fact, and the whole set of rows: the same
/// document with other content, with a leg more or less, or a voucher with other rows is a conflict.
/// </summary>
internal static class Retry
{
    /// <param name="Position">First position of the recorded rows, when every row was recorded so.</param>
    /// <param name="Conflict">Index of the entry that clashes with what is recorded.</param>
    internal readonly record struct Result(long? Position, int? Conflict, Refusal Refusal);

    internal static Result Recognise(IReadOnlyList<FundEvent> entries, Books books)
    {
        long? first = null;
        var recorded = 0;
        int? clash = null;
        for (var index = 0; index < entries.Count; index++)
        {
            var legs = Legs(entries[index], books);
            if (legs.Count == 0) continue;
            var same = legs.FirstOrDefault(leg => IsSame(leg.Entry, entries[index]));
            if (same is null || legs.Count != CountOf(entries, entries[index]))
            {
                clash ??= index;
                continue;
            }
            recorded++;
            first = first is { } earlier ? Math.Min(earlier, same.Position) : same.Position;
        }
        if (clash is { } conflict) return new(null, conflict, Refusal.DocumentConflict);
        var known = entries[0].Voucher is { } voucher ? books.VoucherRows(voucher) : 0;
        if (recorded == entries.Count && (known == 0 || known == entries.Count)) return new(first, null, default);
        return recorded > 0 || known > 0 ? new(null, 0, Refusal.VoucherConflict) : default;
    }

    private static List<BookedEntry> Legs(FundEvent entry, Books books) =>
        [.. books.Entries(entry.Document).Where(booked => booked.Entry.GetType() == entry.GetType())];

    private static int CountOf(IReadOnlyList<FundEvent> entries, FundEvent leg) =>
        entries.Count(other => other.Document == leg.Document && other.GetType() == leg.GetType());

    private static bool IsSame(FundEvent recorded, FundEvent sent) => recorded.AsSubmitted().Equals(sent);
}
