using Ledger.Domain;

namespace Ledger.Api.Identity;

/// <summary>Who asks: a name for the log, roles, and the pools in which they hold.</summary>
/// <param name="Name">What events say of who recorded them.</param>
public sealed record Caller(string Name, IReadOnlySet<Role> Roles, IReadOnlySet<PoolCode> Pools)
{
    public bool Sees(PoolCode pool) => Pools.Contains(pool);

    public bool May(AccessRight right) => Roles.Any(role => role.MayDo(right));
}
