using System.Security.Claims;
using Ledger.Domain;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.Identity;

/// <summary>
/// Tokens that an issuer signed: its keys are fetched from it, kept, and fetched again when a token names a key that is
/// not among them, so that it can change them at any time.
/// </summary>
public sealed class IssuerTokens : IDisposable
{
    /// <summary>How far the issuer's clock may be from ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    // Only signatures by a key pair: whoever can check a token must not be able to make one.
    private static readonly string[] _algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new();
    private readonly Issuer _issuer;
    private readonly IssuerKeys _keys;
    private readonly TokenValidationParameters _rules;

    /// <param name="issuer">The issuer.</param>
    /// <param name="keysLeastAge">Its keys are not fetched again sooner, whatever tokens name.</param>
    public IssuerTokens(Issuer issuer, TimeSpan keysLeastAge)
    {
        _issuer = issuer;
        _keys = new(issuer, keysLeastAge);
        _rules = new()
        {
            ValidIssuer = issuer.Url.OriginalString,
            ValidAudience = issuer.Audience,
            ValidAlgorithms = _algorithms,
            ClockSkew = ClockSkew,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
        };
    }

    /// <summary>Whose token this is; null where it is none, is over, or is for something else.</summary>
    /// <exception cref="IssuerSilentError">The issuer's keys are not to be had.</exception>
    public async Task<Caller?> Find(string token, CancellationToken cancellationToken)
    {
        if (!_handler.CanReadToken(token)) return null;
        var result = await Check(token, oneIsMissing: false, cancellationToken);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            result = await Check(token, oneIsMissing: true, cancellationToken);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Subject.Length: > 0 } read) return null;
        var roles = new HashSet<Role>();
        foreach (var name in Texts(read, _issuer.RolesClaim))
        {
            if (Roles.TryParse(name, out var role)) roles.Add(role);
        }
        var pools = new HashSet<PoolCode>();
        foreach (var text in Texts(read, _issuer.PoolsClaim))
        {
            if (PoolCode.TryParse(text, out var pool)) pools.Add(pool);
        }
        return new($"{read.Subject} ({_issuer.Url.Host})", roles, pools);
    }

    public void Dispose() => _keys.Dispose();

    private async Task<TokenValidationResult> Check(string token, bool oneIsMissing, CancellationToken cancellationToken)
    {
        var rules = _rules.Clone();
        rules.IssuerSigningKeys = await _keys.Get(oneIsMissing, cancellationToken);
        return await _handler.ValidateTokenAsync(token, rules);
    }

    // An array gives a claim an element; one text may be several words.
    private static IEnumerable<string> Texts(JsonWebToken token, string claim) => token.Claims
        .Where(one => one.Type == claim && one.ValueType == ClaimValueTypes.String)
        .SelectMany(one => one.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
