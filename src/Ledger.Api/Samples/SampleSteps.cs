using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Samples;

/// <summary>
/// What <c>sample.json</c> beside a sample's files says: the pool, and the command lines that load it, in order. A step
/// is a verb with its arguments, so that whatever the program can do a sample can show.
/// </summary>
/// <param name="Pool">Where the steps put it, if the user names no other.</param>
/// <param name="Steps">
/// Without <c>./ledger</c>; <c>{sample}</c> stands for the sample's folder and <c>{pool}</c> for the pool.
/// </param>
public sealed record SampleSteps(string Pool, IReadOnlyList<string> Steps)
{
    public const string FileName = "sample.json";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>The samples that can be loaded by name.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Directory.EnumerateFiles(_folder, FileName, SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal),
    ];

    /// <exception cref="UserError">There is no such sample; the message names those that there are.</exception>
    public static SampleSteps Read(string name) => Names.Contains(name)
        ? JsonSerializer.Deserialize<SampleSteps>(
            File.ReadAllText(Path.Combine(_folder, name, FileName)), JsonOutput.Options)!
        : throw new UserError($"there is no sample '{name}'; there are: {string.Join(", ", Names)}");

    /// <summary>The arguments of every step. A folder with spaces in its name stays one argument.</summary>
    public IEnumerable<string[]> Arguments(string name, PoolCode pool) => Steps.Select(step => step
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word
            .Replace("{sample}", Path.Combine(_folder, name), StringComparison.Ordinal)
            .Replace("{pool}", pool.Text, StringComparison.Ordinal))
        .ToArray());
}
