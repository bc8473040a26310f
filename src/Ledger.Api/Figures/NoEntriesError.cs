using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.EventStore;

namespace Ledger.Api.Figures;

/// <summary>
/// A pool has no entries. The line at the keyboard names those that have; over HTTP it is a 404 that names none, since a
/// caller may not know of them.
/// </summary>
public sealed class NoEntriesError(PoolCode pool, IReadOnlyList<PoolHead> heads) : NotThereError(UserLanguage.Say(
    $"pool {pool} has no entries; " + (heads.Count == 0
        ? "import some first"
        : $"pools with entries: {string.Join(", ", heads.Select(head => head.Pool))}"),
    $"统筹区 {pool} 没有业务数据;" + (heads.Count == 0
        ? "请先导入"
        : $"有业务数据的统筹区:{string.Join("、", heads.Select(head => head.Pool))}")))
{
    public PoolCode Pool { get; } = pool;
}
