using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Samples;

/// <summary>The samples of a whole year, each loaded by its one command into a database of their own.</summary>
public sealed class LoadedSamples : IAsyncLifetime
{
    private static readonly Dictionary<string, string> _pools = new(StringComparer.Ordinal)
    {
        ["year-in-the-life"] = "330999", ["zhoushan-2021"] = "330900",
    };

    private readonly PostgresFixture _postgres = new();

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        foreach (var sample in _pools.Keys)
        {
            var run = await Run("sample", sample);
            run.ExitCode.ShouldBe(0, run.Errors);
        }
    }

    /// <summary>The code of the pool that a sample loads.</summary>
    public static string PoolOf(string sample) => _pools[sample];

    public Task<VerbRun> Run(params string[] arguments) => VerbRun.With(
        new Dictionary<string, string?> { ["LEDGER_DB"] = _postgres.ConnectionString }, arguments);

    /// <summary>The JSON of a verb about the sample's pool.</summary>
    public async Task<JsonElement> Read(string sample, string verb, params string[] options)
    {
        var run = await Run([verb, "--pool", _pools[sample], "--json", .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Json;
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();
}
