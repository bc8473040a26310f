using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Projections.Following;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// Makes a pool's read models again beside those that people read, a few events a step, and compares all rows once it is
/// at the head: what <see cref="PoolRebuild"/> checks at once, at a cost that others do not feel.
/// </summary>
public sealed class RollingCheck : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly PoolCode _pool;
    private readonly PoolShadow _shadow;
    private long _position;

    private RollingCheck(NpgsqlDataSource database, PoolCode pool, PoolShadow shadow) =>
        (_database, _pool, _shadow) = (database, pool, shadow);

    /// <summary>Begins a round; null while another session checks the pool.</summary>
    public static async Task<RollingCheck?> Begin(NpgsqlDataSource database, EventStore.EventStore store, Journal journal,
        PoolCode pool, CancellationToken cancellationToken)
    {
        var shadow = await PoolShadow.Create(database, store, journal, pool, RebuildWay.Fold, cancellationToken);
        var check = new RollingCheck(database, pool, shadow);
        if (await check.Ask("pg_try_advisory_lock", cancellationToken)) return check;
        await shadow.DisposeAsync();
        return null;
    }

    /// <summary>Goes on by so many events, or compares when it is at the head; the round is then over.</summary>
    /// <returns>What the round found; null while it is under way.</returns>
    public async Task<RebuiltPool?> Step(int events, CancellationToken cancellationToken)
    {
        var (head, followed) = await PoolRebuild.Positions(_shadow.Connection, _pool, cancellationToken);
        if (_position + events < head)
        {
            _position += events;
            var parked = await ParkedEvents.Of(_shadow.Connection, _pool, cancellationToken);
            await _shadow.ReplayTo(_position, Math.Clamp(followed, 0, _position), parked, cancellationToken);
            return null;
        }
        var found = await PoolRebuild.Check(_shadow, _pool, cancellationToken);
        await ModelCheck.Save(_database, _pool, found, cancellationToken);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Ask("pg_advisory_unlock", CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // The session has ended, and what it held with it.
        }
        await _shadow.DisposeAsync();
    }

    // A pool's code is six digits.
    private async Task<bool> Ask(string function, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {function}(hashtext('ledger.check'), {_pool})", _shadow.Connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
