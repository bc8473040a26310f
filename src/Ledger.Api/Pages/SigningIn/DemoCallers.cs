using Ledger.Api.Identity;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Pages.SigningIn;

/// <summary>
/// For the demo alone: a key of each role for the sample pools, in this process and for a day, so that a newcomer sees the
/// pages of everyone. Only requests of this machine get them.
/// </summary>
internal sealed class DemoCallers
{
    private static readonly Duration _last = Duration.FromHours(12);

    private DemoCallers(IReadOnlyDictionary<Role, string> keys) => Keys = keys;

    /// <summary>What each role signs in with.</summary>
    internal IReadOnlyDictionary<Role, string> Keys { get; }

    internal static async Task<DemoCallers> Make(
        LedgerContext ledger, IReadOnlyList<PoolCode> pools, CancellationToken cancellationToken)
    {
        var (keys, made) = (new ApiKeys(ledger.Database, SystemClock.Instance), new Dictionary<Role, string>());
        var end = SystemClock.Instance.GetCurrentInstant() + _last;
        foreach (var role in Enum.GetValues<Role>())
            made[role] = (await keys.Make($"demo {Roles.NameOf(role)}", role, pools, end, cancellationToken)).Reveal();
        return new(made);
    }
}
