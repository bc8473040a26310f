using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Figures;

/// <summary>A sample of the repository, imported once as its README says, and read by the verbs.</summary>
public sealed class Sample : IAsyncDisposable
{
    private readonly PostgresFixture _postgres = new();
    private readonly string _folder;
    private readonly string _pool;

    private Sample(string name, string pool)
    {
        _folder = Repository.Path($"samples/{name}");
        _pool = pool;
    }

    public JsonElement Expected => JsonDocument.Parse(File.ReadAllText(PathOf("expected.json"))).RootElement;

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Imports it into a database of its own.</summary>
    public static async Task<Sample> Import(string name, string pool)
    {
        var sample = new Sample(name, pool);
        await sample._postgres.InitializeAsync();
        var run = await sample.Run("import", sample.PathOf("events.csv"), "--pool", pool);
        run.ExitCode.ShouldBe(0, run.Errors);
        return sample;
    }

    public Task<VerbRun> Run(params string[] arguments) => VerbRun.With(
        new Dictionary<string, string?> { ["LEDGER_DB"] = _postgres.ConnectionString }, arguments);

    public async Task<JsonElement> Read(string verb, params string[] options)
    {
        var run = await Run([verb, "--pool", _pool, "--json", .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Errors.ShouldBeEmpty();
        return run.Json;
    }

    /// <summary>The row of a fund in an answer of balance, capacity or statement.</summary>
    public async Task<JsonElement> Fund(string fund, string verb, params string[] options) =>
        (await Read(verb, options)).GetProperty("funds").EnumerateArray()
            .Single(row => row.GetProperty("fund").GetString() == fund);

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();
}
