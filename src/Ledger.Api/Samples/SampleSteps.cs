using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Samples;

/// <summary>A command line of a sample, without <c>./ledger</c>.</summary>
/// <param name="Run">
/// A verb with its arguments; <c>{sample}</c> stands for the sample's folder and <c>{pool}</c> for the pool.
/// </param>
/// <param name="If">
/// A rehearsal, for a verb that must not be repeated: the step is passed over where this one does not end well.
/// </param>
public sealed record SampleStep(string Run, string? If = null);

/// <summary>
/// What <c>sample.json</c> beside a sample's files says: the pool, and the command lines that load it, in order. A step
/// is a verb with its arguments, so that whatever the program can do a sample can show.
/// </summary>
/// <param name="Pool">Where the steps put it, if the user names no other.</param>
public sealed record SampleSteps(string Pool, IReadOnlyList<SampleStep> Steps)
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

    /// <summary>The arguments of a command line. A folder with spaces in its name stays one argument.</summary>
    public static string[] Arguments(string line, string name, PoolCode pool) =>
    [
        .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word
            .Replace("{sample}", Path.Combine(_folder, name), StringComparison.Ordinal)
            .Replace("{pool}", pool.Text, StringComparison.Ordinal)),
    ];
}
