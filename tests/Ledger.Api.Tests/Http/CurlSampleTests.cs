using System.Diagnostics;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Testing;

namespace Ledger.Api.Tests.Http;

/// <summary>What samples/curl shows is what the server answers, when curl asks.</summary>
public sealed class CurlSampleTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    [Fact]
    public async Task The_month_with_curl_goes_as_it_is_printed()
    {
        Requirement.Check(File.Exists("/usr/bin/curl"), "curl is not installed (Debian: apt-get install curl)");
        var key = await served.Keys.Make(
            null, Role.Officer, [PoolCode.Of("330998")], null, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(Repository.Path("samples", "curl", "month.sh"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["LEDGER_URL"] = served.Address.ToString().TrimEnd('/'), ["LEDGER_KEY"] = key.Reveal(), ["LEDGER_POOL"] = "330998",
            },
        };
        var run = await ProcessRun.Finish(ProcessRun.Start(start));

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldBe(await File.ReadAllTextAsync(
            Repository.Path("samples", "curl", "month.txt"), TestContext.Current.CancellationToken));
    }
}
