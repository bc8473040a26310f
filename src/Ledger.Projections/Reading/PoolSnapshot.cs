using System.Data;
using System.Runtime.CompilerServices;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;
using Ledger.EventStore;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// One consistent look at a pool, as it is now or as it was known at a position: the position and every figure read
/// through it belong together, whatever is being recorded meanwhile.
/// </summary>
public sealed partial class PoolSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection? _connection;
    private readonly NpgsqlTransaction? _transaction;
    private readonly PastLines? _past;
    private readonly AskedLines? _answered;
    private readonly PeriodBook? _periods;
    private KeptInstitutions? _institutions;
    private (long At, IReadOnlyList<FundEvent> Events)? _since;

    private PoolSnapshot(PoolCode pool, PoolLook look, NpgsqlConnection? connection, NpgsqlTransaction? transaction,
        PastLines? past, long position, AskedLines? answered)
    {
        (_connection, _transaction, _past, _answered) = (connection, transaction, past, answered);
        (Pool, Position, _periods) = (pool, position, look.Periods);
        Funds = past is null ? look.Funds : past.FundsOf(look);
    }

    public PoolCode Pool { get; }

    /// <summary>The last position that the figures include; 0 when the pool has no events.</summary>
    public long Position { get; }

    /// <summary>The funds whose books are open, by slug.</summary>
    public IReadOnlyDictionary<FundCode, FundBook> Funds { get; }

    /// <summary>How far the pool's books are closed.</summary>
    public PeriodBook Periods => _periods ?? throw NotAsked();

    /// <summary>The pool's latest cash date, which is what "now" means where no date is asked for.</summary>
    public LocalDate? LastCashDate =>
        Funds.Count == 0 ? null : Funds.Values.Max(fund => fund.LastCashDate);

    private NpgsqlConnection Connection => _connection ?? throw NotAsked();

    private static InvalidOperationException NotAsked() => new("this was not asked for when the look was taken");

    /// <summary>The pool as it is now.</summary>
    public static Task<PoolSnapshot> Open(
        NpgsqlDataSource database, PoolCode pool, CancellationToken cancellationToken) =>
        Open(database, pool, (_, _) => Task.FromResult<PastLines?>(null), long.MaxValue, cancellationToken);

    /// <summary>The pool as it was known when a position was its last; as it is now where it is not that far yet.</summary>
    public static Task<PoolSnapshot> KnownAt(NpgsqlDataSource database, EventStore.EventStore store, Journal journal,
        PoolCode pool, long position, CancellationToken cancellationToken) =>
        Open(database, pool, async (connection, head) =>
        {
            if (position >= head) return null;
            var past = new PastLines(pool, position, journal, store);
            await BatchedRead.Run(connection, [.. past.Reads(head)], cancellationToken);
            return past;
        }, position, cancellationToken);

    /// <summary>A look that has ended, with the answers to what was asked when it was taken; it answers nothing else.</summary>
    internal static PoolSnapshot Of(PoolCode pool, PoolLook look, PastLines? past, long position, AskedLines? answered) =>
        new(pool, look, null, null, past, position, answered);

    /// <summary>Sums by fund and most specific line over the cash dates of each span, both ends included.</summary>
    /// <param name="spans">Spans of dates; a null beginning means from the start of history.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyList<LineSums>> Sums(
        IReadOnlyList<(LocalDate? From, LocalDate To)> spans, CancellationToken cancellationToken)
    {
        if (Funds.Count == 0) return [.. spans.Select(_ => new LineSums())];
        if (_answered?.Of(spans) is { } sums) return sums;
        var asked = AskedLines.Of(spans, [.. Funds.Keys], Funds);
        await BatchedRead.Run(Connection, [.. _past is null ? PresentLines.Reads(Pool, asked) : _past.Kept(asked)], cancellationToken);
        _past?.AddSince(asked);
        return asked.Sums;
    }

    /// <summary>
    /// Whether it is a look at what was known before. The lines of funds are kept as they were, and so is what is kept at
    /// <see cref="KeptPositions"/> (docs/adr/0060); what was in the other tables then is folded from
    /// <see cref="PastEvents"/> (docs/adr/0025).
    /// </summary>
    public bool IsPast => _past is not null;

    /// <summary>The events of some streams that were known then, in order.</summary>
    /// <param name="streams">Patterns of SQL's <c>like</c> for their names.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    internal async IAsyncEnumerable<RecordedEvent> PastEvents(
        string[] streams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var recorded in _past!.Events(Connection, streams, cancellationToken)) yield return recorded;
    }

    /// <summary>The events from a position on that were known then; read once, since several figures are made of the same.</summary>
    internal async Task<IReadOnlyList<FundEvent>> EventsSince(long at, CancellationToken cancellationToken)
    {
        if (_since is { } since && since.At == at) return since.Events;
        // Without their JSON, which would take most of the memory: where nothing is kept this is the whole log.
        var events = new List<FundEvent>();
        await foreach (var recorded in _past!.EventsAfter(Connection, at, cancellationToken)) events.Add((FundEvent)recorded.Body);
        _since = (at, events);
        return events;
    }

    /// <summary>What is kept of institutions in a look at the past, and what came since.</summary>
    internal async Task<KeptInstitutions> Institutions(CancellationToken cancellationToken) =>
        _institutions ??= await KeptInstitutions.Of(this, Connection, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
    }

    private static async Task<PoolSnapshot> Open(NpgsqlDataSource database, PoolCode pool,
        Func<NpgsqlConnection, long, Task<PastLines?>> load, long position, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var look = new PoolLook(pool);
            await BatchedRead.Run(connection, look.ReadWithPeriods(), cancellationToken);
            var past = await load(connection, look.Position);
            return new(pool, look, connection, transaction, past, Math.Min(position, look.Position), null);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A question of another read model, asked within this look; <c>$1</c> is the pool.</summary>
    internal NpgsqlCommand Ask(string sql, params ReadOnlySpan<object> values)
    {
        NeedPresent();
        var command = new NpgsqlCommand(sql, Connection, _transaction)
        {
            Parameters = { new() { Value = Pool.Text } },
        };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Questions of other read models, asked at once within this look.</summary>
    internal Task Ask(IReadOnlyList<BatchedRead> reads, CancellationToken cancellationToken)
    {
        NeedPresent();
        return BatchedRead.Run(Connection, reads, cancellationToken);
    }

    /// <summary>Further questions to the same look.</summary>
    internal NpgsqlBatch CreateBatch()
    {
        NeedPresent();
        return new(Connection, _transaction);
    }

    /// <summary>The same for tables whose rows say from which position on they are known; they are asked with it.</summary>
    internal NpgsqlBatch CreateBatchWithPositions() => new(Connection, _transaction);

    /// <inheritdoc cref="CreateBatchWithPositions"/>
    internal Task AskWithPositions(IReadOnlyList<BatchedRead> reads, CancellationToken cancellationToken) =>
        BatchedRead.Run(Connection, reads, cancellationToken);

    // Only the lines of funds are kept as they were; another table would mix then and now.
    private void NeedPresent()
    {
        if (_past is not null) throw new InvalidOperationException("this figure is known only as it is now");
    }
}
