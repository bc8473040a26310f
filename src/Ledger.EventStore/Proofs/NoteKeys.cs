using System.Security.Cryptography;
using System.Text;

namespace Ledger.EventStore.Proofs;

/// <summary>Names of keys, and how a key is told from others of its name.</summary>
internal static class NoteKeys
{
    /// <summary>The algorithm as signed-note numbers it: ECDSA, here on P-256 over SHA-256, signatures in DER.</summary>
    internal const byte Ecdsa = 2;

    private const int NameMax = 100;

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= NameMax && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>The first four bytes of SHA-256 of the public key in its usual form (SPKI, DER).</summary>
    internal static byte[] IdOf(byte[] publicKey) => SHA256.HashData(publicKey)[..4];
}

/// <summary>A public key that notes are checked with.</summary>
public sealed class NoteVerifier : IDisposable
{
    private readonly ECDsa _key;
    private readonly byte[] _publicKey;

    internal NoteVerifier(string name, byte[] publicKey)
    {
        Name = name;
        _publicKey = publicKey;
        KeyId = NoteKeys.IdOf(publicKey);
        _key = ECDsa.Create();
        _key.ImportSubjectPublicKeyInfo(publicKey, out var read);
        if (read != publicKey.Length || _key.KeySize != 256) throw new CryptographicException("it is no key on P-256");
    }

    public string Name { get; }

    public byte[] KeyId { get; }

    /// <summary>Reads <c>NAME+KEYID+KEY</c>: the identifier in hexadecimal, the algorithm and the key in base64.</summary>
    /// <exception cref="FormatException">The text is no such key; the message says what is wrong.</exception>
    public static NoteVerifier Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        if (parts.Length != 3 || !NoteKeys.IsName(parts[0])) throw new FormatException("it is not NAME+KEYID+KEY");
        try
        {
            var bytes = Convert.FromBase64String(parts[2]);
            if (bytes is not [NoteKeys.Ecdsa, .. var key]) throw new FormatException("its algorithm is not ECDSA");
            var verifier = new NoteVerifier(parts[0], key);
            if (verifier.IdText == parts[1]) return verifier;
            verifier.Dispose();
            throw new FormatException("its identifier is not that of the key");
        }
        catch (CryptographicException error)
        {
            throw new FormatException($"its key cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Whether some signature under the note is of this key, and right.</summary>
    public bool HasSigned(SignedNote note) => note.Signatures.Any(signature =>
        signature.Name == Name && signature.KeyId.AsSpan().SequenceEqual(KeyId)
        && _key.VerifyData(Encoding.UTF8.GetBytes(note.Text), signature.Signature, HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));

    public override string ToString() => $"{Name}+{IdText}+{Convert.ToBase64String([NoteKeys.Ecdsa, .. _publicKey])}";

    public void Dispose() => _key.Dispose();

    private string IdText => Convert.ToHexStringLower(KeyId);
}

/// <summary>A private key that notes are signed with. It never leaves the file that it was made in.</summary>
public sealed class NoteSigner : IDisposable
{
    private readonly ECDsa _key;

    private NoteSigner(string name, ECDsa key)
    {
        Name = name;
        _key = key;
        Verifier = new(name, key.ExportSubjectPublicKeyInfo());
    }

    public string Name { get; }

    /// <summary>What others check its signatures with.</summary>
    public NoteVerifier Verifier { get; }

    /// <exception cref="FormatException">The name is empty, too long, or has a space or a plus.</exception>
    public static NoteSigner Create(string name) => NoteKeys.IsName(name)
        ? new(name, ECDsa.Create(ECCurve.NamedCurves.nistP256))
        : throw new FormatException($"'{name}' is no name of a key: one word of at most 100 characters without +");

    /// <summary>Reads a private key (PKCS #8 as PEM).</summary>
    /// <exception cref="FormatException">It is no such key.</exception>
    public static NoteSigner Read(string name, string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new(name, key);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new FormatException($"it is no private key on P-256: {error.Message}", error);
        }
    }

    /// <summary>The private key, for the file that it is kept in.</summary>
    public string Pem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The note with one signature more.</summary>
    public SignedNote Sign(SignedNote note) => note with
    {
        Signatures =
        [
            .. note.Signatures,
            new(Name, Verifier.KeyId, _key.SignData(
                Encoding.UTF8.GetBytes(note.Text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
        ],
    };

    public void Dispose()
    {
        Verifier.Dispose();
        _key.Dispose();
    }
}
