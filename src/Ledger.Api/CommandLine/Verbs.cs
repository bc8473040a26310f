using System.CommandLine;
using Ledger.Api.Database;

namespace Ledger.Api.CommandLine;

/// <summary>The table of contents of the command line; one class a verb, in the folder of its subject.</summary>
public static class Verbs
{
    public static IEnumerable<Command> All() =>
    [
        TestVerb.Create(),
        StartVerb.Create(),
        StopVerb.Create(),
        DoctorVerb.Create(),
    ];
}
