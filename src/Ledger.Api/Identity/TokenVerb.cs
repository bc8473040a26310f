using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Recording;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Identity;

/// <summary><c>./ledger token --role R --pool P</c>: makes an API key and prints it, this once.</summary>
public static class TokenVerb
{
    public static Command Create()
    {
        var role = new Option<string>("--role")
        {
            Description = $"What it may do: {string.Join(", ", Roles.Names)}", Required = true,
        };
        role.AcceptOnlyFromAmong([.. Roles.Names]);
        var pools = CommonOptions.Pools("A pool it is for; may be repeated. A pool need not have entries yet");
        var expires = CommonOptions.Day("--expires", "The last day on which it is accepted, in China (default: no end)");
        var name = new Option<string?>("--name") { Description = "Who holds it, as events name who recorded them" };
        var verb = new Command("token", "Make an API key for HTTP and print it; it is not kept and cannot be shown again")
        {
            role, pools, expires, name,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            var end = result.GetValue(expires) is { } day ? ChinaTime.EndOf(day) : (Instant?)null;
            if (end <= SystemClock.Instance.GetCurrentInstant())
                throw new UserError(UserLanguage.Say($"--expires {result.GetValue(expires)!.Value.Iso()} is over",
                    $"--expires {result.GetValue(expires)!.Value.Iso()} 已过"));
            var holder = result.GetValue(name) is { } given ? Actor.Name("--name", given) : null;
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var key = await new ApiKeys(ledger.Database, SystemClock.Instance).Make(
                holder, Roles.Of(result.GetValue(role)!), result.GetValue(pools)!, end, cancellationToken);
            await result.InvocationConfiguration.Output.WriteLineAsync(key.Reveal());
        });
        return verb.WithExample("./ledger token --role auditor --pool 330825 --expires 2026-12-31");
    }
}
