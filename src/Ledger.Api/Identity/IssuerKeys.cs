using System.Diagnostics;
using Ledger.Api.CommandLine;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.Identity;

/// <summary>The public keys of an issuer, as it publishes them: fetched when needed, and kept.</summary>
internal sealed class IssuerKeys(Issuer issuer, TimeSpan leastAge) : IDisposable
{
    /// <summary>Fetched again after so long though nothing is missing, since a key that is gone is not to be trusted.</summary>
    private static readonly TimeSpan _mostAge = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _address = $"{issuer.Url.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
    private readonly HttpDocumentRetriever _documents = new() { RequireHttps = !issuer.IsOnThisMachine };
    private (ICollection<SecurityKey> Keys, long Since)? _kept;

    /// <summary>The keys; fetched again where one is missing, but not more often than the least age.</summary>
    /// <exception cref="IssuerSilentError">They were never had, and the issuer does not give them.</exception>
    internal async Task<ICollection<SecurityKey>> Get(bool oneIsMissing, CancellationToken cancellationToken)
    {
        if (IsGood(oneIsMissing)) return _kept!.Value.Keys;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsGood(oneIsMissing)) return _kept!.Value.Keys;
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, cancellationToken);
            _kept = (found.SigningKeys, Stopwatch.GetTimestamp());
        }
        // Whatever an issuer can do wrong, what it said before holds until it says otherwise.
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (_kept is not { } kept) throw new IssuerSilentError(issuer);
            _kept = kept with { Since = Stopwatch.GetTimestamp() };
        }
        finally
        {
            _turn.Release();
        }
        return _kept!.Value.Keys;
    }

    public void Dispose() => _turn.Dispose();

    private bool IsGood(bool oneIsMissing) =>
        _kept is { } kept && Stopwatch.GetElapsedTime(kept.Since) < (oneIsMissing ? leastAge : _mostAge);
}

/// <summary>The issuer does not give its keys, so that nobody can tell whether a token is right. Over HTTP it is a 503.</summary>
public sealed class IssuerSilentError(Issuer issuer) : UserError(UserLanguage.Say(
    $"the issuer {issuer.Url.Host} does not give its keys; try again, or use an API key",
    $"签发方 {issuer.Url.Host} 未提供公钥,请稍后重试或使用 API 密钥"));
