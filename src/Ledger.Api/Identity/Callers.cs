namespace Ledger.Api.Identity;

/// <summary>Who sends a request, by its <c>Authorization: Bearer …</c>: an API key or a token of the issuer.</summary>
public sealed class Callers(ApiKeys keys, IssuerTokens? tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>Null where nobody known sends it.</summary>
    public async Task<Caller?> Of(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var text = header[Scheme.Length..].Trim();
        if (ApiKeyText.TryParse(text, out var key)) return await keys.Find(key, cancellationToken);
        return tokens is null ? null : await tokens.Find(text, cancellationToken);
    }
}
