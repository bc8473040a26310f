using Ledger.Api.Pages.SigningIn;

namespace Ledger.Api.Identity;

/// <summary>
/// Who sends a request, by its <c>Authorization: Bearer …</c>, or by the session of a page: an API key or a token of the issuer.
/// </summary>
internal sealed class Callers(ApiKeys keys, IssuerTokens? tokens, Session session)
{
    private const string Scheme = "Bearer ";

    /// <summary>Null where nobody known sends it.</summary>
    public async Task<Caller?> Of(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization.Count == 0)
            return session.Bearer(request) is { } kept ? await Of(kept, cancellationToken) : null;
        if (request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        return await Of(header[Scheme.Length..].Trim(), cancellationToken);
    }

    /// <summary>Whose key or token this is; null where it is nobody's.</summary>
    public async Task<Caller?> Of(string bearer, CancellationToken cancellationToken)
    {
        if (ApiKeyText.TryParse(bearer, out var key)) return await keys.Find(key, cancellationToken);
        return tokens is null ? null : await tokens.Find(bearer, cancellationToken);
    }
}
