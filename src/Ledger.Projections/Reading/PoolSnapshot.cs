using System.Data;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Periods;
using Ledger.Projections.PoolBooks;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// One consistent look at a pool, as it is now or as it was known at a position: the position and every figure read
/// through it belong together, whatever is being recorded meanwhile.
/// </summary>
public sealed partial class PoolSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly PastLines? _past;

    private PoolSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, PoolCode pool, long position,
        IReadOnlyDictionary<FundCode, FundBook> funds, PeriodBook periods, PastLines? past)
    {
        _connection = connection;
        _transaction = transaction;
        _past = past;
        Pool = pool;
        Position = position;
        Funds = funds;
        Periods = periods;
    }

    public PoolCode Pool { get; }

    /// <summary>The last position that the figures include; 0 when the pool has no events.</summary>
    public long Position { get; }

    /// <summary>The funds whose books are open, by slug.</summary>
    public IReadOnlyDictionary<FundCode, FundBook> Funds { get; }

    /// <summary>How far the pool's books are closed.</summary>
    public PeriodBook Periods { get; }

    /// <summary>The pool's latest cash date, which is what "now" means where no date is asked for.</summary>
    public LocalDate? LastCashDate =>
        Funds.Count == 0 ? null : Funds.Values.Max(fund => fund.LastCashDate);

    /// <summary>The pool as it is now.</summary>
    public static Task<PoolSnapshot> Open(
        NpgsqlDataSource database, PoolCode pool, CancellationToken cancellationToken) =>
        Open(database, pool, async connection =>
        {
            var (position, funds, periods) = await Now(connection, pool, cancellationToken);
            return (position, funds, periods, null);
        }, cancellationToken);

    /// <summary>The pool as it was known when a position was its last; as it is now where it is not that far yet.</summary>
    public static Task<PoolSnapshot> KnownAt(NpgsqlDataSource database, EventStore.EventStore store, Journal journal,
        PoolCode pool, long position, CancellationToken cancellationToken) =>
        Open(database, pool, async connection =>
        {
            var (head, funds, periods) = await Now(connection, pool, cancellationToken);
            if (position >= head) return (head, funds, periods, null);
            var past = await PastLines.Load(connection, store, journal, pool, position, cancellationToken);
            var known = Sorted();
            foreach (var (fund, lastDate) in past.LastDates) known.Add(fund, funds[fund] with { LastCashDate = lastDate });
            return (position, known, periods, past);
        }, cancellationToken);

    /// <summary>Sums by fund and most specific line over the cash dates of each span, both ends included.</summary>
    /// <param name="spans">Spans of dates; a null beginning means from the start of history.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyList<LineSums>> Sums(
        IReadOnlyList<(LocalDate? From, LocalDate To)> spans, CancellationToken cancellationToken)
    {
        if (Funds.Count == 0) return [.. spans.Select(_ => new LineSums())];
        var first = Funds.Values.Min(fund => fund.OpenedOn);
        var last = LastCashDate!.Value;
        // Nothing is dated before the first book was opened or after the last cash date.
        var days = spans.Select(span => (
            From: span.From is { } from && from > first ? from : new(first.Year, 1, 1),
            To: span.To < last ? span.To : new LocalDate(last.Year, 12, 31))).ToList();
        return _past is null
            ? await PresentLines.Sums(_connection, Pool, [.. Funds.Keys], days, cancellationToken)
            : await _past.Sums(_connection, Pool, [.. Funds.Keys], days, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<PoolSnapshot> Open(NpgsqlDataSource database, PoolCode pool,
        Func<NpgsqlConnection, Task<(long, SortedDictionary<FundCode, FundBook>, PeriodBook, PastLines?)>> load,
        CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var (position, funds, periods, past) = await load(connection);
            return new(connection, transaction, pool, position, funds, periods, past);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<(long Position, SortedDictionary<FundCode, FundBook> Funds, PeriodBook Periods)> Now(
        NpgsqlConnection connection, PoolCode pool, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select position from ledger.pool_head where pool = $1")
        {
            Parameters = { new() { Value = pool.Text } },
        });
        batch.BatchCommands.Add(new("""
            select fund, opened_on, flows_only, balance_fen, turnover_fen, last_cash_date, kept_by_person
            from ledger.fund_book where pool = $1 order by fund
            """)
        {
            Parameters = { new() { Value = pool.Text } },
        });
        batch.BatchCommands.Add(BooksQuery.Periods(pool));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var position = await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0;
        await reader.NextResultAsync(cancellationToken);
        var funds = Sorted();
        while (await reader.ReadAsync(cancellationToken))
            funds.Add(FundCode.Of(reader.GetString(0)), BooksQuery.FundBookOf(reader));
        await reader.NextResultAsync(cancellationToken);
        var periods = await reader.ReadAsync(cancellationToken) ? BooksQuery.PeriodBookOf(reader) : PeriodBook.Open;
        return (position, funds, periods);
    }

    private static SortedDictionary<FundCode, FundBook> Sorted() =>
        new(Comparer<FundCode>.Create((left, right) => string.CompareOrdinal(left.Text, right.Text)));

    /// <summary>A question of another read model, asked within this look; <c>$1</c> is the pool.</summary>
    internal NpgsqlCommand Ask(string sql, params ReadOnlySpan<object> values)
    {
        NeedPresent();
        var command = new NpgsqlCommand(sql, _connection, _transaction)
        {
            Parameters = { new() { Value = Pool.Text } },
        };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Further questions to the same look.</summary>
    internal NpgsqlBatch CreateBatch()
    {
        NeedPresent();
        return new(_connection, _transaction);
    }

    // Only the lines of funds are kept as they were; another table would mix then and now.
    private void NeedPresent()
    {
        if (_past is not null) throw new InvalidOperationException("this figure is known only as it is now");
    }
}
