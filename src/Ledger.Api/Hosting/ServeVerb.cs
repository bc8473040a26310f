using System.CommandLine;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Hosting;

/// <summary><c>./ledger serve</c>: HTTP until it is told to end.</summary>
public static class ServeVerb
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen; beyond loopback only once there is a key or an issuer", DefaultValueFactory = _ => LedgerServer.DefaultUrl,
        };
        var verb = new Command("serve", "Serve the pools over HTTP: docs/http.md") { urls };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var output = result.InvocationConfiguration.Output;
            await LedgerServer.Run(ledger, result.GetValue(urls)!,
                address => output.WriteLine(
                    $"listening on {address}{(LedgerServer.IsLoopback(address) ? ", loopback only" : "")}; Ctrl-C ends it"), cancellationToken);
        });
        return verb.WithExample($"./ledger serve --urls {LedgerServer.DefaultUrl}");
    }
}
