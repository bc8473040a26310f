using Ledger.Domain;

namespace Ledger.Api.Reconciling;

/// <summary>What others sent: files by their source, as paths, and what those of the platform do not say of themselves.</summary>
/// <param name="Institution">Whose settlements 3201 and 3202 are of; null where neither is there.</param>
/// <param name="PersonalFund">The fund of personal accounts that pays acct_pay; null where it is not kept here.</param>
internal sealed record SourceFiles(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Paths, InstitutionCode? Institution, FundCode? PersonalFund)
{
    public const string Bank = "bank";
    public const string Treasury = "treasury";
    public const string Tax = "tax";
    public const string PlatformTotals = "3201";
    public const string PlatformDetails = "3202";

    /// <summary>All sources, in the order in which they are read and shown.</summary>
    public static readonly IReadOnlyList<string> All = [Bank, Treasury, Tax, PlatformTotals, PlatformDetails];

    /// <summary>Those with files.</summary>
    public IReadOnlyList<string> Sources => [.. All.Where(source => Of(source).Count > 0)];

    /// <summary>The files of a source; none where it sent none.</summary>
    public IReadOnlyList<string> Of(string source) => Paths.GetValueOrDefault(source) ?? [];

    /// <summary>The same without the other sources.</summary>
    public SourceFiles Only(string source) =>
        this with { Paths = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [source] = Of(source) } };
}
