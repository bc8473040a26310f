using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Proofs;

/// <summary>
/// The keys for signing checkpoints, as files: <c>NAME.key</c> is private and of its owner alone, <c>NAME.pub</c> is what
/// others check with. They are never in the database.
/// </summary>
public sealed class KeyFolder(string path)
{
    public const string Variable = "LEDGER_KEYS";

    private const string PrivateExtension = ".key";
    private const string PublicExtension = ".pub";

    public string Path => path;

    /// <summary><c>LEDGER_KEYS</c>, or <c>keys</c> in the ledger's home.</summary>
    public static KeyFolder FromEnvironment() => new(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named)
            : System.IO.Path.Combine(LedgerHome.FromEnvironment().Path, "keys"));

    /// <summary>Makes a key; one that is there already is never made again.</summary>
    /// <returns>Its public key.</returns>
    /// <exception cref="UserError">There is a key of that name, or the folder cannot be written to.</exception>
    public string Make(string name)
    {
        try
        {
            using var signer = NoteSigner.Create(name);
            if (System.IO.Path.GetFileName(name) != name) throw new FormatException($"'{name}' is no name of a file");
            Directory.CreateDirectory(path);
            var open = new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var file = new StreamWriter(PrivateFile(name), open)) file.Write(signer.Pem());
            File.WriteAllText(PublicFile(name), $"{signer.Verifier}\n");
            return signer.Verifier.ToString();
        }
        catch (FormatException error)
        {
            throw new UserError($"--name {error.Message}");
        }
        catch (IOException) when (File.Exists(PrivateFile(name)))
        {
            throw new UserError($"there is a key {name} in {path} already; it is not made again, since what it signed would be lost");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"cannot write in {path}: {error.Message}");
        }
    }

    /// <summary>The public keys, by name.</summary>
    public IReadOnlyList<string> Public() => Directory.Exists(path)
        ? [.. Directory.GetFiles(path, $"*{PublicExtension}").Order(StringComparer.Ordinal).Select(file => File.ReadAllText(file).Trim())]
        : [];

    /// <summary>The names of the private keys.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(path)
        ? [.. Directory.GetFiles(path, $"*{PrivateExtension}").Select(System.IO.Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!]
        : [];

    /// <summary>The private key of that name, or the only one.</summary>
    /// <exception cref="UserError">There is none, or several and none was named.</exception>
    public NoteSigner Signer(string? name)
    {
        var names = Names();
        var chosen = name ?? names switch
        {
            [var only] => only,
            [] => throw new UserError(UserLanguage.Say($"there is no key in {path}; ./ledger keys --name NAME makes one",
                $"{path} 中没有密钥;请用 ./ledger keys --name NAME 生成")),
            _ => throw new UserError($"{path} has the keys {string.Join(", ", names)}; name one with --key"),
        };
        if (!names.Contains(chosen)) throw new UserError($"there is no key {chosen} in {path}; ./ledger keys lists those that there are");
        try
        {
            return NoteSigner.Read(chosen, File.ReadAllText(PrivateFile(chosen)));
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{PrivateFile(chosen)}: {error.Message}");
        }
    }

    private string PrivateFile(string name) => System.IO.Path.Combine(path, name + PrivateExtension);

    private string PublicFile(string name) => System.IO.Path.Combine(path, name + PublicExtension);
}
