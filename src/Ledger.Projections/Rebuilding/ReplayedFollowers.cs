using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Projections.Following;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// Models that follow the log, in a replay. What is parked for one of them is kept from it, and given to it as soon as it
/// is parked no longer: those models take events in any order.
/// </summary>
internal sealed class ReplayedFollowers(EventStore.EventStore store, PoolCode pool, IEnumerable<FollowedModel> models)
{
    private readonly List<(string Name, IReadModel Model)> _models = [.. models.Select(model => (model.Name, model.Create()))];
    private readonly HashSet<(long Position, string Model)> _held = [];

    /// <summary>Gives the models an event, but those for which it is parked.</summary>
    internal void Fold(FundEvent entry, long position, IReadOnlySet<(long Position, string Model)> parked)
    {
        foreach (var (name, model) in _models)
        {
            if (parked.Contains((position, name))) _held.Add((position, name));
            else model.Fold(entry, position);
        }
    }

    /// <summary>Gives the models what was parked the last time and is no longer.</summary>
    internal async Task Release(IReadOnlySet<(long Position, string Model)> parked, CancellationToken cancellationToken)
    {
        foreach (var (position, name) in _held.Where(one => !parked.Contains(one)).ToList())
        {
            await foreach (var span in store.ReadBodies(pool, position, position, 1, cancellationToken))
            {
                foreach (var (_, model) in _models.Where(one => one.Name == name))
                    model.Fold((FundEvent)span[0].Body, position);
            }
            _held.Remove((position, name));
        }
    }

    internal void Save(Writes writes)
    {
        foreach (var (_, model) in _models) model.Save(writes, pool);
    }
}
