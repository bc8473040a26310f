using System.Data;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Periods;
using Ledger.Projections.PoolBooks;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// One consistent look at a pool: the position and every figure read through it belong together, whatever is being
/// recorded meanwhile.
/// </summary>
public sealed partial class PoolSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PoolSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, PoolCode pool, long position,
        IReadOnlyDictionary<FundCode, FundBook> funds, PeriodBook periods)
    {
        _connection = connection;
        _transaction = transaction;
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

    public static async Task<PoolSnapshot> Open(
        NpgsqlDataSource database, PoolCode pool, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await using var batch = new NpgsqlBatch(connection, transaction);
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
            var funds = new SortedDictionary<FundCode, FundBook>(
                Comparer<FundCode>.Create((left, right) => string.CompareOrdinal(left.Text, right.Text)));
            while (await reader.ReadAsync(cancellationToken))
                funds.Add(FundCode.Of(reader.GetString(0)), BooksQuery.FundBookOf(reader));
            await reader.NextResultAsync(cancellationToken);
            var periods = await reader.ReadAsync(cancellationToken) ? BooksQuery.PeriodBookOf(reader) : PeriodBook.Open;
            return new(connection, transaction, pool, position, funds, periods);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sums by fund and most specific line over the cash dates of each span, both ends included.</summary>
    /// <param name="spans">Spans of dates; a null beginning means from the start of history.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyList<LineSums>> Sums(
        IReadOnlyList<(LocalDate? From, LocalDate To)> spans, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        foreach (var (from, to) in spans)
        {
            batch.BatchCommands.Add(new("""
                select fund, line, sum(amount_fen)::bigint from ledger.fund_line
                where pool = $1 and cash_date between $2 and $3 group by fund, line
                """)
            {
                Parameters =
                {
                    new() { Value = Pool.Text },
                    new() { Value = from?.ToSql() ?? DateOnly.MinValue },
                    new() { Value = to.ToSql() },
                },
            });
        }
        var results = new List<LineSums>(spans.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            var sums = new LineSums();
            while (await reader.ReadAsync(cancellationToken))
                sums.Add(FundCode.Of(reader.GetString(0)), reader.GetString(1), new(reader.GetInt64(2)));
            results.Add(sums);
        }
        while (await reader.NextResultAsync(cancellationToken));
        return results;
    }

    /// <summary>A question of another read model, asked within this look; <c>$1</c> is the pool.</summary>
    internal NpgsqlCommand Ask(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, _connection, _transaction)
        {
            Parameters = { new() { Value = Pool.Text } },
        };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Further questions to the same look.</summary>
    internal NpgsqlBatch CreateBatch() => new(_connection, _transaction);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
