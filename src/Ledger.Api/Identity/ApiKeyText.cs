using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Api.Identity;

/// <summary>
/// The text of an API key, <c>ledger_ID_SECRET</c>: the identifier finds it and may be shown, the secret of 256 random
/// bits is nowhere but with its holder. So much chance needs no slow hash: SHA-256 is kept.
/// </summary>
public readonly record struct ApiKeyText
{
    private const string Prefix = "ledger";
    private const int IdLength = 12;
    private const int SecretBytes = 32;
    private const int LengthMax = 128;

    private ApiKeyText(string id, string secret)
    {
        Id = id;
        Secret = secret;
    }

    public string Id { get; }

    private string Secret { get; }

    /// <summary>What is kept of the secret.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Secret));

    public static ApiKeyText New() => new(
        RandomNumberGenerator.GetHexString(IdLength, lowercase: true),
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    public static bool TryParse(string text, out ApiKeyText key)
    {
        key = default;
        if (text.Length > LengthMax || text.Split('_', 3) is not [Prefix, { Length: IdLength } id, { Length: > 0 } secret])
            return false;
        key = new(id, secret);
        return true;
    }

    /// <summary>The whole key: to be shown once.</summary>
    public string Reveal() => $"{Prefix}_{Id}_{Secret}";

    /// <summary>Without the secret, for whoever prints it by mistake.</summary>
    public override string ToString() => $"{Prefix}_{Id}_…";
}
