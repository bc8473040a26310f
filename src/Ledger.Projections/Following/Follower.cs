using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.Following;

/// <summary>How far the models that follow a pool's log are.</summary>
/// <param name="Position">To which position they are, parked events apart.</param>
/// <param name="HasParked">Whether some of them lack an event up to there.</param>
public readonly record struct Followed(long Position, bool HasParked);

/// <summary>
/// Brings the read models that are too heavy for the append up to the log: institutions and persons. How far they are
/// is a row of the same transaction that writes them, so an event counts once, whoever stops when and whoever else
/// follows. An event that a model cannot take is parked for that model, and tried again.
/// </summary>
/// <remarks>
/// Events are read and folded before the row is locked, and the server ends a transaction of which nothing is heard: a
/// process that is killed, or stopped in the midst of it, keeps nobody waiting for long.
/// </remarks>
/// <param name="database">The connections.</param>
/// <param name="store">The log.</param>
/// <param name="eventsPerTurn">Events of a transaction, so that a stop loses little and other pools wait little.</param>
/// <param name="patienceSeconds">How long nothing may be heard of a process that holds the row.</param>
public sealed class Follower(NpgsqlDataSource database, EventStore.EventStore store,
    int eventsPerTurn = Follower.EventsPerTurn, double patienceSeconds = Follower.PatienceSeconds)
{
    /// <summary>The tables of its own state, which are no figures: how far it is, and what it parked.</summary>
    public static readonly IReadOnlyList<string> StateTables = [FollowedRow.Table, ParkedEvents.Table];

    /// <summary>Its tables.</summary>
    public const string Schema = $"""
        create table ledger.{FollowedRow.Table} (
            pool     varchar primary key,
            position bigint not null
        ) with (fillfactor = 50);
        {ParkedEvents.Schema}
        """;

    private const int EventsPerTurn = KeptPositions.Every;

    /// <summary>Parked events that are tried again at once; the others come later.</summary>
    private const int TriedAtOnce = 100;

    private const double PatienceSeconds = 3;

    /// <summary>The server ended the session since nothing was heard of it (idle_in_transaction_session_timeout).</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>How often work is begun again whose session was ended.</summary>
    private const int TriesMax = 3;

    private readonly ConcurrentDictionary<PoolCode, PoolTurns> _pools = new();
    private readonly FollowedRow _row = new(patienceSeconds);

    // Who asks while another of this process follows a pool waits for it, and finds the work done.
    private sealed class PoolTurns(int events)
    {
        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>How many events the next turn takes: fewer after one that failed.</summary>
        public int Events { get; set; } = events;
    }

    /// <summary>Follows to the head of now, and tries again what was parked.</summary>
    public Task<Followed> CatchUp(PoolCode pool, CancellationToken cancellationToken) => Alone(pool, async turns =>
    {
        // What is parked on the way is not tried again at once.
        for (var isFirst = true; ; isFirst = false)
        {
            var seen = await Follow(pool, turns, cancellationToken);
            if (isFirst && seen.HasParked) await TryAgain(pool, onlyDue: false, cancellationToken);
            else if (seen.EventsBehind <= 0) return new Followed(seen.Position, seen.HasParked);
        }
    }, cancellationToken);

    /// <summary>Follows for a turn, and tries again what was parked and is due.</summary>
    /// <returns>Whether there was something to follow; there may be more.</returns>
    public Task<bool> TakeTurn(PoolCode pool, CancellationToken cancellationToken) => Alone(pool, async turns =>
    {
        var seen = await Follow(pool, turns, cancellationToken);
        if (seen.HasParked) await TryAgain(pool, onlyDue: true, cancellationToken);
        return seen.EventsBehind > 0;
    }, cancellationToken);

    /// <summary>
    /// How many events the figures of a subject lack because they are parked, and the first of them; null when they
    /// lack none up to the position to which the models are.
    /// </summary>
    public async Task<(long Count, ParkedEvent First)?> Parked(
        PoolCode pool, FollowedSubject subject, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ParkedEvents.Of(connection, pool, subject, cancellationToken);
    }

    private async Task<T> Alone<T>(PoolCode pool, Func<PoolTurns, Task<T>> work, CancellationToken cancellationToken)
    {
        var turns = _pools.GetOrAdd(pool, _ => new(eventsPerTurn));
        await turns.Gate.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return await work(turns);
                }
                catch (NpgsqlException error) when (tries < TriesMax && IsEnded(error))
                {
                    // Such as after the whole process was stopped for a while: what was not committed is done again.
                }
            }
        }
        finally
        {
            turns.Gate.Release();
        }
    }

    private static bool IsEnded(NpgsqlException error) =>
        error.IsTransient || error is PostgresException { SqlState: IdleInTransaction };

    /// <summary>Takes events, if there are more.</summary>
    /// <returns>What there was before.</returns>
    private async Task<(long Position, long EventsBehind, bool HasParked)> Follow(
        PoolCode pool, PoolTurns turns, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var seen = await FollowedRow.Where(connection, pool, cancellationToken);
        if (seen.EventsBehind <= 0) return seen;
        // No further than a row of what is kept by position goes: more of them are more statements.
        var last = Math.Min(seen.Position + Math.Min(seen.EventsBehind, turns.Events), KeptPositions.RowOf(seen.Position + 1));
        try
        {
            var writes = await Fold(connection, pool, seen.Position, last, cancellationToken);
            await Write(connection, pool, seen.Position, last, writes, cancellationToken);
            turns.Events = Math.Min(eventsPerTurn, turns.Events * 2);
        }
        catch (PoisonException) when (last > seen.Position + 1)
        {
            // Halved until the event that fails is alone; those before it are then written.
            turns.Events = (int)(last - seen.Position) / 2;
        }
        catch (PoisonException)
        {
            await Park(connection, pool, last, cancellationToken);
        }
        return seen;
    }

    private async Task<Writes> Fold(NpgsqlConnection connection, PoolCode pool, long after, long last,
        CancellationToken cancellationToken)
    {
        var models = FollowedModel.All.Select(model => model.Create()).ToList();
        var unreadable = new List<ParkedEvent>();
        await foreach (var recorded in store.ReadAll(connection, pool, after + 1, last, cancellationToken))
        {
            if (recorded.Body is UnreadableBody body)
                unreadable.AddRange(FollowedModel.All.Select(model => Parked(recorded, model, body.Reason)));
            else
                foreach (var model in models) PoisonException.Fold(model, (FundEvent)recorded.Body, recorded.Position);
        }
        var writes = new Writes();
        foreach (var model in models) PoisonException.Save(model, writes, pool);
        ParkedEvents.Park(writes, pool, unreadable);
        return writes;
    }

    // Nothing when another was faster: what was folded here is in the tables already.
    private async Task Write(NpgsqlConnection connection, PoolCode pool, long after, long last, Writes writes,
        CancellationToken cancellationToken)
    {
        var (transaction, position) = await _row.Lock(connection, pool, cancellationToken);
        await using var held = transaction;
        if (position != after) return;
        FollowedRow.MoveTo(writes, pool, last);
        await PoisonException.Run(writes, connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // As Write, but the event that stands alone is given to each model by itself.
    private async Task Park(NpgsqlConnection connection, PoolCode pool, long position, CancellationToken cancellationToken)
    {
        var (transaction, followed) = await _row.Lock(connection, pool, cancellationToken);
        await using var held = transaction;
        if (followed != position - 1) return;
        var parked = await Give(transaction, pool, position, FollowedModel.All, cancellationToken);
        var writes = new Writes();
        ParkedEvents.Park(writes, pool, parked);
        FollowedRow.MoveTo(writes, pool, position);
        await writes.Run(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task TryAgain(PoolCode pool, bool onlyDue, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var position in await ParkedEvents.Positions(connection, pool, onlyDue, TriedAtOnce, cancellationToken))
        {
            var (transaction, _) = await _row.Lock(connection, pool, cancellationToken);
            await using var held = transaction;
            // Asked again under the lock: another may have been faster.
            var models = await ParkedEvents.ModelsAt(connection, pool, position, cancellationToken);
            var parked = await Give(transaction, pool, position, models, cancellationToken);
            var writes = new Writes();
            ParkedEvents.Park(writes, pool, parked);
            ParkedEvents.Release(writes, pool, position,
                [.. models.Select(model => model.Name).Except(parked.Select(one => one.Model), StringComparer.Ordinal)]);
            await writes.Run(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <returns>The models that could not take the event, with the reason.</returns>
    private async Task<IReadOnlyList<ParkedEvent>> Give(NpgsqlTransaction transaction, PoolCode pool, long position,
        IReadOnlyList<FollowedModel> models, CancellationToken cancellationToken)
    {
        const string before = "before_model";
        var connection = transaction.Connection!;
        var recorded = await Event(connection, pool, position, cancellationToken);
        if (recorded.Body is UnreadableBody body) return [.. models.Select(model => Parked(recorded, model, body.Reason))];
        var parked = new List<ParkedEvent>();
        foreach (var model in models)
        {
            await transaction.SaveAsync(before, cancellationToken);
            try
            {
                var (fold, writes) = (model.Create(), new Writes());
                PoisonException.Fold(fold, (FundEvent)recorded.Body, position);
                PoisonException.Save(fold, writes, pool);
                await PoisonException.Run(writes, connection, cancellationToken);
            }
            catch (PoisonException poison)
            {
                await transaction.RollbackAsync(before, cancellationToken);
                parked.Add(Parked(recorded, model, poison.Message));
            }
        }
        return parked;
    }

    private async Task<RecordedEvent> Event(
        NpgsqlConnection connection, PoolCode pool, long position, CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadAll(connection, pool, position, position, cancellationToken)) return recorded;
        throw new InvalidOperationException($"pool {pool} has no event {position}");
    }

    private static ParkedEvent Parked(RecordedEvent recorded, FollowedModel model, string reason) =>
        new(recorded.Pool, recorded.Position, model.Name, reason, Tries: 1);
}
