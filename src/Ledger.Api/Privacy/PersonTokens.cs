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

    // Sealing has a key of its own, made of the same.
    private static readonly byte[] _sealing = "ledger person vault 1"u8.ToArray();

    private readonly byte[] _key;
    private readonly Dictionary<PersonRef, string> _seen = [];

    private PersonTokens(byte[] key) => _key = key;

    /// <summary>The persons whose numbers were asked for, with them.</summary>
    internal IReadOnlyDictionary<PersonRef, string> Seen => _seen;

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

    /// <summary>The key beside the books, which is there already.</summary>
    /// <exception cref="UserError">There is none, or it cannot be read.</exception>
    internal static PersonTokens Existing(LedgerHome home) => new(new PersonKeyFile(home).Read());

    /// <summary>Under a key that is at hand; for whoever keeps it elsewhere.</summary>
    public static PersonTokens Under(ReadOnlySpan<byte> key) => new(key.ToArray());

    /// <param name="personNumber">The number exactly as the source writes it.</param>
    public PersonRef Of(string personNumber)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(personNumber), hash);
        var person = PersonRef.Of(Base64Url.EncodeToString(hash[..TokenBytes]));
        _seen[person] = personNumber;
        return person;
    }

    /// <summary>The number so that only who has the key reads it, and only as that person's of that pool (AES-256-GCM).</summary>
    internal byte[] Seal(PoolCode pool, PersonRef person, string personNumber)
    {
        var number = Encoding.UTF8.GetBytes(personNumber);
        var box = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + number.Length];
        var (nonce, tag, text) = Parts(box);
        RandomNumberGenerator.Fill(nonce.Span);
        using var cipher = Cipher();
        cipher.Encrypt(nonce.Span, number, text.Span, tag.Span, Bound(pool, person));
        return box;
    }

    /// <exception cref="UserError">It was sealed with another key, or for another person.</exception>
    internal string Unseal(PoolCode pool, PersonRef person, byte[] box)
    {
        try
        {
            var (nonce, tag, text) = Parts(box);
            var number = new byte[text.Length];
            using var cipher = Cipher();
            cipher.Decrypt(nonce.Span, text.Span, tag.Span, number, Bound(pool, person));
            return Encoding.UTF8.GetString(number);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentOutOfRangeException)
        {
            throw new UserError($"what leads from {person} to a person was sealed with another key; put the copy of keys/person.key back");
        }
    }

    private AesGcm Cipher() => new(HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: _sealing), AesGcm.TagByteSizes.MaxSize);

    private static byte[] Bound(PoolCode pool, PersonRef person) => Encoding.UTF8.GetBytes($"{pool}/{person}");

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Text) Parts(byte[] box)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (box.AsMemory(0, nonce), box.AsMemory(nonce, tag), box.AsMemory(nonce + tag));
    }
}
