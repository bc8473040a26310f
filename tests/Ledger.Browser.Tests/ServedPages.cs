using System.Collections.Concurrent;
using System.Text;
using Ledger.Api;
using Ledger.Api.Hosting;
using Ledger.Api.Identity;
using Ledger.Api.Importing;
using Ledger.Api.Pages.Reconciliations;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;

[assembly: AssemblyFixture(typeof(Ledger.Browser.Tests.ServedPages))]

namespace Ledger.Browser.Tests;

/// <summary>
/// The host on a free loopback port over a database with two samples, and a real Chromium to look at its pages with. One
/// for all tests of this project.
/// </summary>
public sealed class ServedPages : IAsyncLifetime
{
    public const string Longyou = "330825";

    /// <summary>The pool of samples/year-in-the-life: two years of everything that a fund does.</summary>
    public const string Year = "330999";

    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly PostgresFixture _postgres = new();
    private readonly TemporaryFolder _kept = new();
    private readonly ConcurrentDictionary<(Role, string), string> _keys = [];
    private readonly ConcurrentDictionary<(Role, string), string> _sessions = [];
    private readonly Dictionary<string, string> _named = [];
    private WebApplication? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private LedgerContext? _ledger;

    /// <summary>Where the host listens, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    public LedgerContext Ledger => _ledger!;

    /// <summary>A folder of this run alone: what was signed of a log is of that log only.</summary>
    public string Kept(string folder) => Path.Combine(_kept.Path, folder);

    /// <summary>The path of an example of <see cref="PageTable"/>, with what it names in braces.</summary>
    public string Named(string example) => _named.Aggregate(example, (path, one) => path.Replace($"{{{one.Key}}}", one.Value, StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        foreach (var (variable, folder) in new[] { ("LEDGER_KEYS", "keys"), ("LEDGER_CHECKPOINTS", "checkpoints"), ("LEDGER_ISSUED", "issued") })
            Environment.SetEnvironmentVariable(variable, Kept(folder));
        await _postgres.InitializeAsync();
        _ledger = await LedgerContext.Open(new(_postgres.ConnectionString, false, "a test's"), CancellationToken.None);
        await Import(Longyou, "longyou-2025q1/events.csv");
        await Import(Year, "year-in-the-life/events-2025.csv", "year-in-the-life/events-2026.csv");
        _server = LedgerServer.Build(_ledger, "http://127.0.0.1:0");
        await _server.StartAsync();
        Address = _server.Urls.First();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = _arguments });
        await MakeExamples();
    }

    /// <summary>A reader of a role who has signed in, with a browser window of their own.</summary>
    /// <param name="role">Their role in the pool.</param>
    /// <param name="pool">The only pool that they see.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="scripts">Whether the browser runs scripts.</param>
    public async Task<Reader> As(Role role, string pool = Year, int width = 1280, bool scripts = true)
    {
        var reader = await Nobody(width, scripts);
        if (_sessions.TryGetValue((role, pool), out var session))
        {
            await reader.Resume(session);
            return reader;
        }
        await reader.SignIn(await Key(role, pool));
        _sessions[(role, pool)] = await reader.Session();
        return reader;
    }

    /// <summary>A window in which nobody has signed in.</summary>
    public async Task<Reader> Nobody(int width = 1280, bool scripts = true)
    {
        if (_browser is null) throw Requirement.Unmet($"{Chromium} is missing: apt-get install chromium");
        return await Reader.Open(_browser, Address, width, scripts);
    }

    /// <summary>A client of the API with the same rights.</summary>
    public async Task<HttpClient> Api(Role role, string pool = Year) => new()
    {
        BaseAddress = new(Address), DefaultRequestHeaders = { Authorization = new("Bearer", await Key(role, pool)) },
    };

    /// <summary>A key of a role, made once; another holder of it is another person to the ledger.</summary>
    public async Task<string> Key(Role role, string pool, string? holder = null)
    {
        if (holder is null && _keys.TryGetValue((role, pool), out var known)) return known;
        var made = await new ApiKeys(Ledger.Database, SystemClock.Instance)
            .Make(holder ?? $"a test's {role}", role, [PoolCode.Of(pool)], null, CancellationToken.None);
        return holder is null ? _keys[(role, pool)] = made.Reveal() : made.Reveal();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        if (_ledger is not null) await _ledger.DisposeAsync();
        await _postgres.DisposeAsync();
        _kept.Dispose();
    }

    // An import with a bad row that writes nothing, a budget change that waits for approval, and files to be reconciled.
    private async Task MakeExamples()
    {
        using var officer = await Api(Role.Officer);
        officer.DefaultRequestHeaders.Add("Prefer", "respond-async");
        using var rows = new StringContent("kind,document,fund,amount,date\npremium_received,X-1,resident,x,2026-01-05\n", Encoding.UTF8, "text/csv");
        using var import = await officer.PostAsync($"/api/v1/pools/{Year}/imports?dryRun=true&skipBad=true", rows);
        _named["import"] = import.Headers.Location!.OriginalString.Split('/')[^1];
        using var change = new StringContent("""
            {"kind":"budget_adjusted","document":"BA-1","fund":"resident","amount":"1000.00","direction":"down","date":"2026-06-30","budgetYear":"2026"}
            """, Encoding.UTF8, "application/json");
        using var asked = await officer.PostAsync($"/api/v1/pools/{Year}/budgets", change);
        _named["request"] = asked.Headers.Location!.OriginalString.Split('/')[^1];
        _named["reconciliation"] = await Sent(new(PoolCode.Of(Year), new(new(2026, 3, 1), new(2026, 3, 31), 3), null, [], null, null),
            (SourceFiles.Bank, "bank.csv", """
                account,date,amount,direction,reference,fund,counterparty
                expenditure-account,2026-03-02,4550000.00,in,MOVE-employee-pooled-2603,employee-pooled,
                expenditure-account,2026-03-20,35.00,out,,resident,
                """),
            (SourceFiles.Treasury, "treasury.csv", """
                fund,line,from,to,amount
                resident,income.subsidy,2026-03-01,2026-03-31,1.00
                """));
    }

    /// <summary>Files as the form of the page would have left them.</summary>
    /// <returns>The name of the page that shows them.</returns>
    internal async Task<string> Sent(ReconcileRequest request, params (string Source, string Name, string Text)[] files)
    {
        var kept = _server!.Services.GetRequiredService<KeptReconciliations>();
        using var sent = kept.Receive();
        foreach (var (source, name, text) in files)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await sent.Add(new(source, name, content), CancellationToken.None);
        }
        return kept.Keep(sent, new(request, null, null), "tester").Id;
    }

    /// <summary>Records files of samples in a pool.</summary>
    internal async Task Import(string pool, params string[] files)
    {
        foreach (var file in files)
        {
            var events = EventsFile.Open(Repository.Path(["samples", .. file.Split('/')]), encoding: null);
            var result = await new Importer(Ledger, "tester", new NoProgress())
                .Run([events], PoolCode.Of(pool), new(), CancellationToken.None);
            result.Errors.ShouldBeEmpty();
        }
    }
}
