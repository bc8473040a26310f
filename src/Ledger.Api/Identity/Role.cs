using System.Collections.Frozen;

namespace Ledger.Api.Identity;

/// <summary>What someone is to a pool. A role says what may be done; the pools of a caller say where.</summary>
public enum Role
{
    /// <summary>经办: records, and reads all that the books say.</summary>
    Officer,

    /// <summary>复核: approves, and reads what an officer reads.</summary>
    Reviewer,

    /// <summary>审计: reads all and proves it.</summary>
    Auditor,

    /// <summary>监管: statements and proofs, and nothing of a single institution or person.</summary>
    Regulator,

    /// <summary>运维: manages the server, and sees no figure.</summary>
    Operator,
}

/// <summary>What a route lets be done.</summary>
public enum AccessRight
{
    /// <summary>Balances and months of capacity of funds.</summary>
    ReadFigures,

    /// <summary>What concerns a single institution.</summary>
    ReadInstitutions,

    /// <summary>Statements of funds.</summary>
    ReadStatements,

    /// <summary>The log, with its documents and persons' references.</summary>
    ReadEvents,

    /// <summary>Checkpoints and proofs; the events that they are of only with the right to read events.</summary>
    ReadProofs,

    /// <summary>To record entries.</summary>
    Record,

    /// <summary>To close a month, and to open it again.</summary>
    ClosePeriods,

    /// <summary>To decide what others asked to record.</summary>
    Approve,

    /// <summary>What the server measures of itself.</summary>
    Manage,
}

/// <summary>Which role may do what: the whole of it, in one table.</summary>
public static class Roles
{
    private static readonly AccessRight[] _reading =
    [
        AccessRight.ReadFigures, AccessRight.ReadInstitutions, AccessRight.ReadStatements, AccessRight.ReadEvents,
        AccessRight.ReadProofs,
    ];

    private static readonly FrozenDictionary<Role, AccessRight[]> _granted = new Dictionary<Role, AccessRight[]>
    {
        [Role.Officer] = [.. _reading, AccessRight.Record, AccessRight.ClosePeriods],
        [Role.Reviewer] = [.. _reading, AccessRight.Approve],
        [Role.Auditor] = _reading,
        [Role.Regulator] = [AccessRight.ReadStatements, AccessRight.ReadProofs],
        [Role.Operator] = [AccessRight.Manage],
    }.ToFrozenDictionary();

    /// <summary>Every role by the name that options and tokens have for it.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Role>().Select(NameOf)];

    public static bool MayDo(this Role role, AccessRight right) => _granted[role].Contains(right);

    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    /// <exception cref="FormatException">The name is none of <see cref="Names"/>.</exception>
    public static Role Of(string name) => TryParse(name, out var role) ? role : throw new FormatException($"'{name}' is no role");

    /// <summary>Exactly one of <see cref="Names"/>; numbers and lists are none.</summary>
    public static bool TryParse(string text, out Role role)
    {
        foreach (var known in Enum.GetValues<Role>())
        {
            if (NameOf(known) != text) continue;
            role = known;
            return true;
        }
        role = default;
        return false;
    }}
