using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Proofs;

namespace Ledger.Api.Bundles;

/// <summary>The bundles that went out, a file each under its hash: outside the database, and best copied elsewhere.</summary>
internal sealed class IssuedFolder(string path)
{
    public const string Variable = "LEDGER_ISSUED";

    /// <summary><c>LEDGER_ISSUED</c>, or <c>issued</c> in the ledger's home.</summary>
    internal static IssuedFolder FromEnvironment() => new(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(LedgerHome.FromEnvironment().Path, "issued"));

    /// <exception cref="UserError">The folder cannot be written to.</exception>
    internal void Keep(byte[] bundle) => CheckpointFile.Write(FileOf(BundleEntry.Hash(bundle)), bundle);

    /// <summary>Takes back one that went out nowhere.</summary>
    internal void Forget(byte[] bundle) => File.Delete(FileOf(BundleEntry.Hash(bundle)));

    /// <summary>The bytes that went out.</summary>
    /// <exception cref="UserError">They are not there, or not those.</exception>
    internal byte[] Read(string hash)
    {
        var file = FileOf(hash);
        byte[] bundle;
        try
        {
            bundle = File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(UserLanguage.Say(
                $"{file} is not there or cannot be read: put a copy of the bundle there again, or name the folder in {Variable}",
                $"{file} 不存在或无法读取:请将报表包的副本放回原处,或用 {Variable} 指定文件夹"), ExitCodes.Finding);
        }
        return BundleEntry.Hash(bundle) == hash
            ? bundle
            : throw new UserError(UserLanguage.Say($"{file} is not what was issued: its SHA-256 is {BundleEntry.Hash(bundle)}",
                $"{file} 与签发时不符:其 SHA-256 为 {BundleEntry.Hash(bundle)}"), ExitCodes.Finding);
    }

    private string FileOf(string hash) => Path.Combine(path, $"{hash}.zip");
}
