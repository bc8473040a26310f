using Ledger.Api.Bundles;
using Ledger.EventStore.Proofs;
using Ledger.Testing;

namespace Ledger.Api.Tests.Bundles;

/// <summary>The year of samples/year-in-the-life, issued.</summary>
public sealed class IssuedSample : IAsyncLifetime
{
    public const string Pool = "330999";
    public const string KeyName = "ledger.test";

    private readonly PostgresFixture _postgres = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-issued-");

    public string File => Path($"{Pool}-statement-2025-12-1.zip");

    public string PublicKey => Path($"keys/{KeyName}.pub");

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        foreach (var arguments in (string[][])
        [
            ["sample", "year-in-the-life"], ["keys", "--name", KeyName],
            ["issue", "--pool", Pool, "--from", "2025-01", "--to", "2025-12", "--out", _folder.FullName],
        ])
        {
            var run = await Run(arguments);
            run.ExitCode.ShouldBe(0, run.Errors);
        }
    }

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public Task<VerbRun> Run(params string[] arguments) => VerbRun.With(new Dictionary<string, string?>
    {
        ["LEDGER_DB"] = _postgres.ConnectionString, ["LEDGER_KEYS"] = Path("keys"),
        ["LEDGER_CHECKPOINTS"] = Path("checkpoints"), ["LEDGER_ISSUED"] = Path("issued"),
    }, arguments);

    internal NoteSigner Signer() => NoteSigner.Read(KeyName, System.IO.File.ReadAllText(Path($"keys/{KeyName}.key")));

    internal BundleVerdict Check(byte[] bundle)
    {
        using var signer = Signer();
        return BundleCheck.Run(bundle, [signer.Verifier]);
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
