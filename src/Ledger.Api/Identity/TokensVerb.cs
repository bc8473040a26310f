using System.CommandLine;
using Ledger.Api.CommandLine;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace Ledger.Api.Identity;

/// <summary><c>./ledger tokens [--revoke ID]</c>: which API keys there are, without their secrets; ends one.</summary>
public static class TokensVerb
{
    public static Command Create()
    {
        var revoke = new Option<string?>("--revoke")
        {
            Description = $"End the key with this identifier; within {ApiKeys.RememberedFor.TotalSeconds:0} seconds no server takes it",
        };
        var json = JsonOutput.CreateOption();
        var verb = new Command("tokens", "List the API keys, or end one") { revoke, json };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var keys = new ApiKeys(ledger.Database, SystemClock.Instance);
            if (result.GetValue(revoke) is { } id && !await keys.Revoke(id, cancellationToken))
                throw new UserError(UserLanguage.Say(
                    $"there is no key {id}; ./ledger tokens lists them", $"没有密钥 {id};可用 ./ledger tokens 列出"));
            var now = SystemClock.Instance.GetCurrentInstant();
            var answer = new ApiKeysAnswer([.. (await keys.All(cancellationToken)).Select(key => Of(key, now))]);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger tokens --revoke 0f3a6c5be912");
    }

    private static ApiKeyAnswer Of(ApiKey key, Instant now) => new(key.Id, key.Name, Roles.NameOf(key.Role),
        [.. key.Pools.Select(pool => pool.Text)], Text(key.Created)!, Text(key.Expires), Text(key.Revoked), key.IsLiveAt(now));

    private static string? Text(Instant? instant) => instant is { } at ? InstantPattern.General.Format(at) : null;

    private static void Print(TextWriter output, ApiKeysAnswer answer)
    {
        var table = PlainConsole.Table("id", "name", "role", "pools", "created", "expires", "state");
        foreach (var key in answer.Keys)
        {
            table.AddRow(new Text(key.Id), new Text(PlainLine.Of(key.Name ?? "")), new Text(key.Role),
                new Text(string.Join(", ", key.Pools)), new Text(key.Created), new Text(key.Expires ?? "never"),
                new Text(key.Live ? "live" : key.Revoked is null ? "expired" : "revoked"));
        }
        PlainConsole.On(output).WriteSection("API keys", table);
    }
}

public sealed record ApiKeysAnswer(IReadOnlyList<ApiKeyAnswer> Keys);

/// <param name="Live">Whether it is taken now.</param>
public sealed record ApiKeyAnswer(string Id, string? Name, string Role, IReadOnlyList<string> Pools, string Created,
    string? Expires, string? Revoked, bool Live);
