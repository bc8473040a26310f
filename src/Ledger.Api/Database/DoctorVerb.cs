using System.CommandLine;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// <c>./ledger doctor</c>: what is installed, running and wrong. Exit 1 when something is wrong.
/// </summary>
public static class DoctorVerb
{
    public static Command Create()
    {
        var json = JsonOutput.CreateOption();
        const string what = "Say what is installed, running and wrong; changes nothing";
        var verb = new Command("doctor", what) { json };
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await Doctor.Examine(LedgerHome.FromEnvironment(), cancellationToken);
            if (parsed.GetValue(json)) parsed.WriteJson(report);
            else Print(report, parsed.InvocationConfiguration.Output);
            return report.Problems.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
        });
        return verb.WithExample("./ledger doctor").WithExample("./ledger doctor --json");
    }

    private static void Print(DoctorReport report, TextWriter output)
    {
        var server = report.Server;
        Line("home", report.Home);
        Line("database", report.Database);
        Line("server", (server.Embedded ? "embedded" : "of its own")
            + (server.Version is null ? "" : $", PostgreSQL {server.Version}")
            + (server.Running ? ", running" : ", not running")
            + (server.ProcessId is null ? "" : $" as process {server.ProcessId}")
            + (server.User is null ? "" : $", user {server.User}"));
        Line("programs", server.Bin);
        Line("data", server.DataFolder);
        Line("socket", server.Socket);
        Line("log", server.Log);
        foreach (var pool in (report.Following ?? []).Where(pool => pool.EventsBehind > 0))
            Line("follows", $"pool {pool.Pool}: figures of institutions and persons are {pool.EventsBehind} events behind, the "
                + $"oldest since {pool.SecondsBehind:0} s; who asks for them brings them to the log");
        foreach (var note in report.Notes) Line("note", note);
        foreach (var problem in report.Problems) Line("PROBLEM", problem);
        if (report.Problems.Count == 0) output.WriteLine("Nothing is wrong.");

        void Line(string name, string? value)
        {
            if (value is not null) output.WriteLine($"{name,-10}{value}");
        }
    }
}
