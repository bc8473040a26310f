using System.Diagnostics;
using Ledger.Testing;

namespace Ledger.Api.Tests.Exports;

/// <summary>A program that knows nothing of this one and reads what it gives away.</summary>
internal static class Peer
{
    /// <summary>Runs it to its end; the test is skipped, in CI failed, where it is not installed.</summary>
    /// <param name="program">Its name under /usr/bin.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Task<ProcessRun> Run(string program, string package, params IEnumerable<string> arguments)
    {
        Requirement.Check(File.Exists($"/usr/bin/{program}"),
            $"{program} is not installed (Debian: apt-get install {package})");
        return ProcessRun.Finish(ProcessRun.Start(new ProcessStartInfo(
            "/usr/bin/env", ["LC_ALL=C.UTF-8", $"/usr/bin/{program}", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }));
    }
}
