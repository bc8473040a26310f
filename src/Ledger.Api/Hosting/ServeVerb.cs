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
            Description = "Where to listen; loopback only", DefaultValueFactory = _ => LedgerServer.DefaultUrl,
        };
        var verb = new Command("serve", "Serve balance and capacity over HTTP, with /health/live and /health/ready") { urls };
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var output = result.InvocationConfiguration.Output;
            await LedgerServer.Run(ledger, result.GetValue(urls)!,
                address => output.WriteLine($"listening on {address}, loopback only; Ctrl-C ends it"), cancellationToken);
        });
        return verb.WithExample($"./ledger serve --urls {LedgerServer.DefaultUrl}");
    }
}
