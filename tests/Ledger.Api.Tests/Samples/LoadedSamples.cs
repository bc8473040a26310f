using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Samples;

/// <summary>
/// The samples of a whole year, each loaded by its one command into a database of their own, when the first test asks for
/// them. No test changes what they hold.
/// </summary>
public sealed class LoadedSamples : IAsyncDisposable
{
    private static readonly Dictionary<string, string> _pools = new(StringComparer.Ordinal)
    {
        ["year-in-the-life"] = "330999", ["zhoushan-2021"] = "330900",
    };

    private readonly PostgresFixture _postgres = new();
    private Task? _loading;

    /// <summary>The code of the pool that a sample loads.</summary>
    public static string PoolOf(string sample) => _pools[sample];

    public Task<VerbRun> Run(params string[] arguments) => Run([], arguments);

    /// <summary>With further environment variables, such as LEDGER_LANG.</summary>
    public async Task<VerbRun> Run(Dictionary<string, string?> settings, params string[] arguments)
    {
        await (_loading ??= Load());
        return await Verb(settings, arguments);
    }

    /// <summary>The JSON of a verb about the sample's pool.</summary>
    public async Task<JsonElement> Read(string sample, string verb, params string[] options)
    {
        var run = await Run([verb, "--pool", _pools[sample], "--json", .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Json;
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    private async Task Load()
    {
        await _postgres.InitializeAsync();
        foreach (var sample in _pools.Keys)
        {
            var run = await Verb([], ["sample", sample]);
            run.ExitCode.ShouldBe(0, run.Errors);
        }
    }

    private Task<VerbRun> Verb(Dictionary<string, string?> settings, string[] arguments) => VerbRun.With(
        new Dictionary<string, string?>(settings) { ["LEDGER_DB"] = _postgres.ConnectionString }, arguments);
}
