using System.CommandLine;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// <c>./ledger start</c>: the embedded server, before a verb needs it; says where the database is.
/// </summary>
public static class StartVerb
{
    public static Command Create()
    {
        var json = JsonOutput.CreateOption();
        const string what = "Start the embedded database now instead of with the first verb that needs it";
        var verb = new Command("start", what) { json };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var database = await DatabaseServer.Connect(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) parsed.WriteJson(new { database.Embedded, database.Description });
            else await output.WriteLineAsync($"The database answers: {database.Description}.");
            return ExitCodes.Fine;
        });
        return verb.WithExample("./ledger start");
    }
}
