using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>What was verified (contract).</summary>
/// <param name="Ok">Nothing was found.</param>
/// <param name="Events">How many events were read.</param>
/// <param name="Root">The root of the tree over the events as they are stored, in hexadecimal; null of several pools.</param>
/// <param name="Findings">What is wrong, in order of positions, up to 1,000 a pool.</param>
public sealed record VerifyAnswer(bool Ok, long Events, string? Root, IReadOnlyList<FindingAnswer> Findings)
{
    /// <summary>How many findings there are, where they are more than are listed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FindingCount { get; init; }

    /// <summary>Each pool, where none was named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<VerifiedPoolAnswer>? Pools { get; init; }
}

/// <param name="Size">How many events its log has.</param>
public sealed record VerifiedPoolAnswer(string Pool, long Size, string Root);

/// <param name="Position">Where: the first position that it concerns.</param>
/// <param name="What">What kind of wrong, in words.</param>
public sealed record FindingAnswer(long Position, string What)
{
    /// <summary>The same for programs, such as <c>event-changed</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; init; }

    /// <summary>The pool, where none was named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pool { get; init; }

    internal static FindingAnswer Of(LogFinding finding, string? pool) =>
        new(finding.Position, LogFindingText.Of(finding).In(UserLanguage.IsChinese))
        {
            Fault = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(finding.Fault.ToString()), Pool = pool,
        };
}
