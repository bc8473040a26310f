using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Identity;
using Ledger.Domain;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Api.Tests.Identity;

public sealed class IssuerTokensTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each way in which a token is not one to be taken, by itself.</summary>
    private static readonly IReadOnlyDictionary<string, Action<SecurityTokenDescriptor>> _wrong =
        new Dictionary<string, Action<SecurityTokenDescriptor>>
        {
            ["another's audience"] = token => token.Audience = "payroll",
            ["no audience"] = token => token.Audience = null,
            ["another issuer"] = token => token.Issuer = "https://elsewhere.example",
            ["over for longer than clocks differ"] = token => token.Expires = DateTime.UtcNow - IssuerTokens.ClockSkew - TimeSpan.FromSeconds(5),
            ["not yet for longer than clocks differ"] = token =>
                token.NotBefore = DateTime.UtcNow + IssuerTokens.ClockSkew + TimeSpan.FromSeconds(30),
            ["without an end"] = token => token.Expires = null,
            ["without a subject"] = token => token.Claims.Remove("sub"),
            ["unsigned"] = token => token.SigningCredentials = null,
            ["signed by somebody's own key"] = token => token.SigningCredentials = new(
                new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = token.SigningCredentials.Key.KeyId },
                SecurityAlgorithms.EcdsaSha256),
            ["signed with what everybody knows"] = token => token.SigningCredentials = new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(new string('k', 64))) { KeyId = token.SigningCredentials.Key.KeyId },
                SecurityAlgorithms.HmacSha256),
        };

    public static IEnumerable<TheoryDataRow<string>> Wrong => _wrong.Keys.Select(name => new TheoryDataRow<string>(name));

    [Fact]
    public async Task A_token_says_who_may_do_what_where()
    {
        await using var issuer = await FakeIssuer.Start();
        using var tokens = Tokens(issuer);
        var caller = (await tokens.Find(issuer.Token(), Cancellation))!;
        caller.Name.ShouldBe("zhang (127.0.0.1)");
        caller.Roles.ShouldBe([Role.Auditor]);
        caller.Sees(PoolCode.Of("330825")).ShouldBeTrue();
        caller.Sees(PoolCode.Of("330900")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_token_that_is_wrong_in_one_way_is_nobodys(string name)
    {
        await using var issuer = await FakeIssuer.Start();
        using var tokens = Tokens(issuer);
        (await tokens.Find(issuer.Token(), Cancellation)).ShouldNotBeNull();
        (await tokens.Find(issuer.Token(_wrong[name]), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_token_says_of_roles_and_pools_that_are_none_counts_for_nothing()
    {
        await using var issuer = await FakeIssuer.Start();
        using var tokens = Tokens(issuer);
        var caller = (await tokens.Find(issuer.Token(token =>
        {
            token.Claims["ledger_roles"] = "officer Auditor 0 admin regulator";
            token.Claims["ledger_pools"] = (object[])["330825", "*", 330900, "33082"];
        }), Cancellation))!;
        caller.Roles.ShouldBe([Role.Officer, Role.Regulator], ignoreOrder: true);
        caller.Pools.ShouldBe([PoolCode.Of("330825")]);
    }

    [Fact]
    public async Task Clocks_may_differ_a_little()
    {
        await using var issuer = await FakeIssuer.Start();
        using var tokens = Tokens(issuer);
        (await tokens.Find(issuer.Token(token =>
        {
            token.NotBefore = DateTime.UtcNow.AddMinutes(-10);
            token.Expires = DateTime.UtcNow.AddSeconds(-20);
        }), Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_issuer_may_change_its_key_at_any_time()
    {
        await using var issuer = await FakeIssuer.Start();
        using var tokens = Tokens(issuer);
        var before = issuer.Token();
        (await tokens.Find(before, Cancellation)).ShouldNotBeNull();
        issuer.Rotate();
        (await tokens.Find(issuer.Token(), Cancellation)).ShouldNotBeNull();
        // The key that is gone is not trusted any more.
        (await tokens.Find(before, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Tokens_of_unknown_keys_do_not_make_us_ask_the_issuer_each_time()
    {
        await using var issuer = await FakeIssuer.Start();
        using var tokens = new IssuerTokens(Of(issuer), TimeSpan.FromMinutes(10));
        (await tokens.Find(issuer.Token(), Cancellation)).ShouldNotBeNull();
        issuer.Rotate();
        for (var tries = 0; tries < 20; tries++) (await tokens.Find(issuer.Token(), Cancellation)).ShouldBeNull();
        issuer.Fetched.ShouldBe(1);
    }

    [Fact]
    public async Task An_issuer_that_falls_silent_is_no_reason_to_lock_people_out_but_one_never_heard_is()
    {
        await using var issuer = await FakeIssuer.Start();
        using var late = Tokens(issuer);
        using var tokens = Tokens(issuer);
        (await tokens.Find(issuer.Token(), Cancellation)).ShouldNotBeNull();
        issuer.IsSilent = true;
        (await tokens.Find(issuer.Token(), Cancellation)).ShouldNotBeNull();
        await Should.ThrowAsync<IssuerSilentError>(() => late.Find(issuer.Token(), Cancellation));
    }

    private static IssuerTokens Tokens(FakeIssuer issuer) => new(Of(issuer), TimeSpan.Zero);

    private static Issuer Of(FakeIssuer issuer) => new(new(issuer.Url), FakeIssuer.Audience, "ledger_roles", "ledger_pools");
}
