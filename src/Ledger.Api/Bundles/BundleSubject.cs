using System.Reflection;
using Ledger.Api.Statements;
using Ledger.Domain;

namespace Ledger.Api.Bundles;

/// <summary>What a bundle is of: with the log up to the position it is all that its files follow from.</summary>
/// <param name="Language">That of its sheets.</param>
/// <param name="Former">The statement of the same months that went out before.</param>
internal sealed record BundleSubject(
    PoolCode Pool, FundCode? Fund, StatementSpan Span, long Position, string Language, FormerIssue? Former)
{
    /// <summary>This build, with the commit that it was made of.</summary>
    internal static string Program { get; } =
        typeof(BundleSubject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    internal BundleManifest Manifest(string root, string origin, string program, IReadOnlyList<BundleEntry> files) => new(
        BundleManifest.FormName, Pool.Text, Fund?.Text, Span.First.Iso(), Span.Last.Iso(), Position, root, origin, Language,
        program, Former, files);
}
