using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Domain;

namespace Ledger.Api.Privacy;

/// <summary>
/// Turns a person's number (psn_no) into the reference under which the ledger knows the person: a keyed hash. Whoever has
/// the books and not the key can neither read the number back nor try all numbers. The same key gives the same
/// reference, so losing the key makes every known person a new one.
/// </summary>
public sealed class PersonTokens
{
    public const int KeyBytes = 32;

    // 144 bits: no two persons of a nation meet, and base64url of it needs no padding.
    private const int TokenBytes = 18;

    private readonly byte[] _key;

    private PersonTokens(byte[] key) => _key = key;

    /// <summary>What is said to whoever made a key by an import.</summary>
    internal static string MadeKey(string key) => UserLanguage.Say(
        $"made {key}, under which persons are known; keep a copy of it, without it they become others",
        $"已生成参保人标识密钥 {key};请另存副本,遗失后同一人将变为另一标识");

    /// <summary>The key beside the books, <c>keys/person.key</c> in <c>LEDGER_HOME</c>; made when there is none.</summary>
    /// <param name="home">The ledger's own folder.</param>
    /// <param name="created">Called with the key's path when this call made it.</param>
    /// <exception cref="UserError">The key cannot be read or made, is none, or is open to others.</exception>
    public static PersonTokens Open(LedgerHome home, Action<string> created)
    {
        home.Create();
        var file = new PersonKeyFile(home);
        if (file.Make()) created(file.Path);
        return new(file.Read());
    }

    /// <summary>Under a key that is at hand; for whoever keeps it elsewhere.</summary>
    public static PersonTokens Under(ReadOnlySpan<byte> key) => new(key.ToArray());

    /// <param name="personNumber">The number exactly as the source writes it.</param>
    public PersonRef Of(string personNumber)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(personNumber), hash);
        return PersonRef.Of(Base64Url.EncodeToString(hash[..TokenBytes]));
    }
}
