using Ledger.Api.Identity;

namespace Ledger.Testing;

/// <summary>A page of a pool, and who may see it.</summary>
/// <param name="Route">As the host maps it.</param>
/// <param name="Example">Below the pool of samples/year-in-the-life, with its query; what stands in braces is made by who runs the tests.</param>
public sealed record PageRow(string Route, string Example, IReadOnlyList<Role> Roles);

/// <summary>
/// Every page of a pool, by hand a second time: what holds for all pages is tested for each row, and a page that is not here
/// fails.
/// </summary>
public static class PageTable
{
    private static readonly Role[] _readers = [Role.Officer, Role.Reviewer, Role.Auditor];
    private static readonly Role[] _withRegulators = [.. _readers, Role.Regulator];

    public static IReadOnlyList<PageRow> Rows { get; } =
    [
        new("GET /pools/{pool}/", "", _readers),
        new("GET /pools/{pool}/institutions", "institutions?year=2025", _readers),
        new("GET /pools/{pool}/institutions/{code}", "institutions/H33099900003?year=2025", _readers),
        new("GET /pools/{pool}/outstanding", "outstanding?institution=H33099900003", _readers),
        new("GET /pools/{pool}/chains", "chains?document=A-resident-H03", _readers),
        new("GET /pools/{pool}/chains/{**id}", "chains/CB-2025-01", _readers),
        new("GET /pools/{pool}/imports", "imports", [Role.Officer]),
        new("GET /pools/{pool}/imports/{id}", "imports/{import}", [Role.Officer]),
        new("GET /pools/{pool}/reconciliations", "reconciliations", [Role.Officer]),
        new("GET /pools/{pool}/reconciliations/{id}", "reconciliations/{reconciliation}", [Role.Officer]),
        new("GET /pools/{pool}/approvals", "approvals", _readers),
        new("GET /pools/{pool}/approvals/{id}", "approvals/{request}", _readers),
        new("GET /pools/{pool}/trace", "trace?fund=resident&line=balance", _readers),
        new("GET /pools/{pool}/funds", "funds", _readers),
        new("GET /pools/{pool}/funds/{fund}", "funds/resident?asOf=2026-04-30&position=9000", _readers),
        new("GET /pools/{pool}/statements", "statements", _withRegulators),
        new("GET /pools/{pool}/verify", "verify", _withRegulators),
        new("GET /pools/{pool}/log", "log?fund=resident&amountFrom=1000", _readers),
        new("GET /pools/{pool}/log/{position}", "log/12", _readers),
        new("GET /pools/{pool}/replay", "replay?position=10", _readers),
        new("GET /pools/{pool}/changes", "changes?from=2025-01&to=2025-12&between=10&and=18&events=1", _withRegulators),
    ];

    /// <summary>Files that pages hand out, and who may have them.</summary>
    public static IReadOnlyList<PageRow> Files { get; } =
    [
        new("GET /pools/{pool}/institutions/{code}/completeness", "institutions/H33099900003/completeness", _readers),
        new("GET /pools/{pool}/reconciliations/{id}/differences", "reconciliations/none/differences", [Role.Officer]),
        new("GET /pools/{pool}/statements/issued/{id}", "statements/issued/statement-2026-03-1", _withRegulators),
    ];

    /// <summary>Forms of pages, and who may send them.</summary>
    public static IReadOnlyList<PageRow> Forms { get; } =
    [
        new("POST /pools/{pool}/statements/issue", "statements/issue", [Role.Officer]),
        new("POST /pools/{pool}/imports", "imports", [Role.Officer]),
        new("POST /pools/{pool}/reconciliations", "reconciliations", [Role.Officer]),
        new("POST /pools/{pool}/reconciliations/{id}", "reconciliations/none", [Role.Officer]),
        new("POST /pools/{pool}/approvals/{id}", "approvals/approval-1", [Role.Reviewer]),
    ];
}
