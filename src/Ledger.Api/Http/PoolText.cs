using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary>What is said of a pool over HTTP: nothing of any other.</summary>
internal static class PoolText
{
    internal static string WithoutEntries(PoolCode pool) =>
        UserLanguage.Say($"pool {pool} has no entries", $"统筹区 {pool} 没有业务数据");
}
