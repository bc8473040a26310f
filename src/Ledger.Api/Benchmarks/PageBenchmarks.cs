using System.Net;
using Ledger.Api.Hosting;
using Ledger.Api.Identity;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Benchmarks;

/// <summary>A page that is measured.</summary>
/// <param name="Path">Below the pool, for a position in the later half of the log.</param>
/// <param name="NeedsFollowed">It shows what follows the log, and is not measured where that is left out.</param>
internal sealed record MeasuredPage(string Name, Func<long, string> Path, bool NeedsFollowed = false)
{
    internal Func<BenchRun, BenchPool, CancellationToken, Task<BenchmarkResult>> Measure =>
        (run, pool, cancellationToken) => PageBenchmarks.Measure(this, run, pool, cancellationToken);
}

/// <summary>
/// How long the server takes to answer with a whole page, compressed as for a browser, beside a page that reads nothing of
/// the pool. What a reader waits for must not grow with the log, so the limit is the same whatever its length.
/// </summary>
internal static class PageBenchmarks
{
    /// <summary>All of them in one run.</summary>
    internal const string Name = "pages";

    private const int Calls = 60;
    private const double PageMilliseconds = 300;
    private const string Plain = "verify";

    // Pages share most of their code.
    private static readonly TimeSpan _warm = TimeSpan.FromSeconds(1);

    // Where a page takes long, fewer calls have to do.
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(20);

    private static readonly InstitutionCode _institution = CityTraffic.Budgeted;

    internal static IReadOnlyList<MeasuredPage> All { get; } =
    [
        new("page-overview", _ => ""),
        new("page-overview-known", at => $"?position={at}"),
        new("page-funds", _ => "funds"),
        new("page-fund", _ => "funds/resident"),
        new("page-fund-known", at => $"funds/resident?position={at}"),
        new("page-statements", _ => "statements"),
        new("page-institutions", _ => "institutions", NeedsFollowed: true),
        new("page-institutions-known", at => $"institutions?position={at}", NeedsFollowed: true),
        new("page-institution", _ => $"institutions/{_institution}?year=2025", NeedsFollowed: true),
        new("page-institution-known", at => $"institutions/{_institution}?year=2025&position={at}", NeedsFollowed: true),
        new("page-outstanding", _ => "outstanding", NeedsFollowed: true),
        new("page-outstanding-day", _ => "outstanding?asOf=2025-03-31", NeedsFollowed: true),
        new("page-outstanding-known", at => $"outstanding?position={at}", NeedsFollowed: true),
        new("page-approvals", _ => "approvals"),
        new("page-log", _ => "log"),
        new("page-log-at", at => $"log?at={at}"),
        // No index finds an amount, and none is as large: the page ends where its limit is.
        new("page-log-filter", at => $"log?at={at}&amountFrom=99999999999"),
        new("page-log-institution", at => $"log?at={at}&institution={_institution}", NeedsFollowed: true),
        new("page-event", at => $"log/{at}"),
        new("page-replay", at => $"replay?position={at}"),
        new("page-changes", at => $"changes?from=2025-01&to=2025-12&between={at - 100}&and={at}"),
        new("page-changes-events", at => $"changes?from=2025-01&to=2025-12&between={at - 100}&and={at}&events=1", NeedsFollowed: true),
        new("page-trace", _ => "trace?fund=resident&line=balance"),
        new("page-trace-events", _ => "trace?fund=resident&line=balance&events=1"),
    ];

    internal static async Task<BenchmarkResult> Measure(
        MeasuredPage page, BenchRun run, BenchPool pool, CancellationToken cancellationToken)
    {
        await using var server = LedgerServer.Build(run.Database.Ledger, "http://127.0.0.1:0", works: false);
        await server.StartAsync(cancellationToken);
        var key = await new ApiKeys(run.Database.Ledger.Database, SystemClock.Instance)
            .Make("bench", Role.Auditor, [pool.Code], null, cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new($"{server.Urls.First()}/pools/{pool.Code}/"),
            DefaultRequestHeaders = { Authorization = new("Bearer", key.Reveal()), AcceptEncoding = { new("br") } },
        };
        var random = new Random(4);
        var (measured, baseline) = await Latencies.InTurns(run, Calls,
            () => Get(client, page.Path(random.NextInt64(pool.Events / 2, pool.Events)), cancellationToken),
            () => Get(client, Plain, cancellationToken), _warm, _most);
        return BenchmarkResult.Within(page.Name, pool.Events, measured.P50, "ms", PageMilliseconds).Beside(baseline.P50, measured.P99);
    }

    private static async Task Get(HttpClient client, string path, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(path, cancellationToken);
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{client.BaseAddress}{path} answered {(int)answer.StatusCode}");
    }
}
