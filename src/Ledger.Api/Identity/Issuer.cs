using Ledger.Api.CommandLine;
using Ledger.Api.Hosting;

namespace Ledger.Api.Identity;

/// <summary>Whose tokens are taken beside API keys: an OpenID Connect issuer, and what its tokens must say.</summary>
/// <param name="Url">The issuer, as its tokens name it; its keys are found below it.</param>
/// <param name="Audience">The <c>aud</c> of a token that is meant for this ledger.</param>
/// <param name="RolesClaim">The claim with one role or several.</param>
/// <param name="PoolsClaim">The claim with the codes of pools.</param>
public sealed record Issuer(Uri Url, string Audience, string RolesClaim, string PoolsClaim)
{
    public const string UrlVariable = "LEDGER_OIDC_ISSUER";
    public const string AudienceVariable = "LEDGER_OIDC_AUDIENCE";
    public const string RolesVariable = "LEDGER_OIDC_ROLES_CLAIM";
    public const string PoolsVariable = "LEDGER_OIDC_POOLS_CLAIM";

    /// <summary>From the environment; null where it names no issuer.</summary>
    /// <exception cref="UserError">What is named is incomplete, or its keys could be changed on their way.</exception>
    public static Issuer? FromEnvironment()
    {
        if (Text(UrlVariable) is not { } url) return null;
        if (Text(AudienceVariable) is not { } audience)
            throw new UserError(UserLanguage.Say(
                $"{UrlVariable} is set; set {AudienceVariable} to the audience of this ledger's tokens too",
                $"已设置 {UrlVariable},还须将 {AudienceVariable} 设为本系统令牌的受众"));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsSafe(address))
            throw new UserError(UserLanguage.Say(
                $"{UrlVariable} '{url}' must be an https address", $"{UrlVariable} “{url}”应为 https 地址"));
        return new(address, audience, Text(RolesVariable) ?? "ledger_roles", Text(PoolsVariable) ?? "ledger_pools");
    }

    /// <summary>Keys that are fetched in clear text from elsewhere are anybody's.</summary>
    internal bool IsOnThisMachine => Loopback.Is(Url);

    private static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && Loopback.Is(address));

    private static string? Text(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
