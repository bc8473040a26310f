using System.CommandLine;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary><c>./ledger stop</c>: ends the embedded server. Fine when none runs.</summary>
public static class StopVerb
{
    public static Command Create()
    {
        var json = JsonOutput.CreateOption();
        const string what = "Stop the embedded database; it starts again with the next verb that needs it";
        var verb = new Command("stop", what) { json };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var home = LedgerHome.FromEnvironment();
            var embedded = ExternalDatabase.Named is null;
            var stopped = embedded && await DatabaseServer.Stop(home, cancellationToken);
            var message = (embedded, stopped) switch
            {
                (false, _) => $"{ExternalDatabase.Variable} names a server that is not the ledger's to stop.",
                (true, true) => $"Stopped the database of {home.Path}.",
                (true, false) => $"No database of {home.Path} is running.",
            };
            if (parsed.GetValue(json)) parsed.WriteJson(new { stopped, message });
            else await parsed.InvocationConfiguration.Output.WriteLineAsync(message);
            return ExitCodes.Fine;
        });
        return verb.WithExample("./ledger stop");
    }
}
