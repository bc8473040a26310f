using Ledger.Api.Identity;

namespace Ledger.Testing;

/// <summary>A page of a pool, and who may see it.</summary>
/// <param name="Route">As the host maps it.</param>
/// <param name="Example">Below the pool of samples/year-in-the-life, with its query.</param>
public sealed record PageRow(string Route, string Example, IReadOnlyList<Role> Roles);

/// <summary>
/// Every page of a pool, by hand a second time: what holds for all pages is tested for each row, and a page that is not here
/// fails.
/// </summary>
public static class PageTable
{
    private static readonly Role[] _readers = [Role.Officer, Role.Reviewer, Role.Auditor];

    public static IReadOnlyList<PageRow> Rows { get; } =
    [
        new("GET /pools/{pool}/", "", _readers),
        new("GET /pools/{pool}/trace", "trace?fund=resident&line=balance", _readers),
    ];

    /// <summary>Forms of pages, and who may send them.</summary>
    public static IReadOnlyList<PageRow> Forms { get; } = [];
}
