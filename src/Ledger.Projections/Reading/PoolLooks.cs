using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.EventStore;
using Ledger.Projections.Following;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>What a figure asks of the lines of a pool, said before the look is taken.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Position">As it was known then; null for now.</param>
/// <param name="Fund">Only this fund; null for all that are open.</param>
/// <param name="AsOf">The cash date; null for the latest.</param>
/// <param name="Spans">The dates to be summed up, for some funds and an as-of date.</param>
public sealed record PoolQuestion(PoolCode Pool, long? Position, FundCode? Fund, LocalDate? AsOf,
    Func<IReadOnlyList<FundCode>, LocalDate, IReadOnlyList<(LocalDate? From, LocalDate To)>> Spans)
{
    /// <summary>What is asked, if the pool's books are these.</summary>
    internal AskedLines Of(IReadOnlyDictionary<FundCode, FundBook> books)
    {
        IReadOnlyList<FundCode> funds = Fund is { } one ? books.ContainsKey(one) ? [one] : [] : [.. books.Keys];
        return AskedLines.Of(Spans(funds, AsOf ?? books.Values.Max(book => book.LastCashDate)), funds, books);
    }
}

/// <summary>
/// Looks at pools whose questions are known before: the look and its answers are one round trip (docs/adr/0026). What
/// is to be read depends on the pool's funds and dates, which change seldom, so they are taken to be as in the last
/// look. The look itself tells whether they are; where not, it is taken again.
/// </summary>
public sealed class PoolLooks(NpgsqlDataSource database, EventStore.EventStore store, Journal journal)
{
    private const int TriesMax = 3;

    private readonly ConcurrentDictionary<PoolCode, PoolLook> _last = new();

    /// <summary>The pool as it is now or was known then, with the sums that the question asks for.</summary>
    public async Task<PoolSnapshot> Take(PoolQuestion question, CancellationToken cancellationToken)
    {
        var last = _last.GetValueOrDefault(question.Pool);
        var books = last?.Funds;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var past = question.Position < last?.Position
                ? new PastLines(question.Pool, question.Position.Value, journal, store)
                : null;
            var asked = books is { Count: > 0 } ? question.Of(books) : null;
            var look = new PoolLook(question.Pool);
            await Read([look.Read, .. Lines(past, last, asked)], cancellationToken);
            _last[question.Pool] = last = look;
            books = past is null ? look.Funds : past.FundsOf(look);
            if (past is null && question.Position < look.Position) continue;
            var position = past is null ? look.Position : question.Position!.Value;
            if (books.Count > 0 && asked?.Answers(question.Of(books)) is not true) continue;
            if (asked is not null) past?.AddSince(asked);
            return PoolSnapshot.Of(question.Pool, look, past, position, asked);
        }
        // Others record faster than we look: a look that stays open for its questions needs no luck.
        return question.Position is { } then
            ? await PoolSnapshot.KnownAt(database, store, journal, question.Pool, then, cancellationToken)
            : await PoolSnapshot.Open(database, question.Pool, cancellationToken);

        IEnumerable<BatchedRead> Lines(PastLines? past, PoolLook? known, AskedLines? asked) => past is null
            ? asked is null ? [] : PresentLines.Reads(question.Pool, asked)
            : past.Reads(known!.Position).Concat(asked is null ? [] : past.Kept(asked));
    }

    /// <summary>
    /// The pool as it is now, with the answers to questions of what follows the log; null where that is behind the log or
    /// lacks a parked event, or nothing is recorded.
    /// </summary>
    internal async Task<PoolSnapshot?> Followed(PoolCode pool, FollowedSubject subject,
        IReadOnlyList<BatchedRead> reads, CancellationToken cancellationToken)
    {
        var (look, followed, isWhole) = (new PoolLook(pool), 0L, false);
        var state = new NpgsqlBatchCommand("""
            select position, not exists (select from ledger.parked_event where pool = $1 and model = any($2))
            from ledger.followed where pool = $1
            """)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = FollowedModel.Of(subject) } },
        };
        await Read([look.Read, new(state, row => (followed, isWhole) = (row.GetInt64(0), row.GetBoolean(1))), .. reads],
            cancellationToken);
        _last[pool] = look;
        return look.Funds.Count > 0 && followed == look.Position && isWhole
            ? PoolSnapshot.Of(pool, look, null, look.Position, null)
            : null;
    }

    private async Task Read(IReadOnlyList<BatchedRead> reads, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // Several statements see one moment only within a transaction; its ends travel with them.
        await BatchedRead.Run(connection, [
            new(new("begin isolation level repeatable read read only"), null), .. reads, new(new("commit"), null),
        ], cancellationToken);
    }
}
