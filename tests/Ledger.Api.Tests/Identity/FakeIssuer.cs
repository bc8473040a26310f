using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.Tests.Identity;

/// <summary>An OpenID Connect issuer as far as its keys go, which it can change and can keep to itself.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    internal const string Audience = "ledger";

    private readonly WebApplication _server;
    private (string Id, ECDsa Key) _key = NewKey();

    private FakeIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapGet("/.well-known/openid-configuration", () => IsSilent ? Results.StatusCode(500) : Results.Text(
            JsonSerializer.Serialize(new { issuer = Url, jwks_uri = $"{Url}/keys" }), "application/json"));
        _server.MapGet("/keys", () =>
        {
            Fetched++;
            var point = _key.Key.ExportParameters(false).Q;
            return Results.Text(JsonSerializer.Serialize(new
            {
                keys = (object[])
                [
                    new
                    {
                        kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = _key.Id,
                        x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y),
                    },
                ],
            }), "application/json");
        });
    }

    internal string Url => _server.Urls.First();

    internal int Fetched { get; private set; }

    internal bool IsSilent { get; set; }

    internal static async Task<FakeIssuer> Start()
    {
        var issuer = new FakeIssuer();
        await issuer._server.StartAsync();
        return issuer;
    }

    /// <summary>From now on another key signs, and is the only one given.</summary>
    internal void Rotate() => _key = NewKey();

    /// <summary>A token that is right, but for what is changed.</summary>
    internal string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var described = new SecurityTokenDescriptor
        {
            Issuer = Url,
            Audience = Audience,
            Expires = DateTime.UtcNow.AddMinutes(5),
            NotBefore = DateTime.UtcNow.AddMinutes(-1),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "zhang", ["ledger_roles"] = (string[])["auditor"], ["ledger_pools"] = (string[])["330825"],
            },
            SigningCredentials = new(new ECDsaSecurityKey(_key.Key) { KeyId = _key.Id }, SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(described);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(described);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _key.Key.Dispose();
    }

    private static (string, ECDsa) NewKey() => (Guid.NewGuid().ToString("N"), ECDsa.Create(ECCurve.NamedCurves.nistP256));
}
