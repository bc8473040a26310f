using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Pages.Reconciliations;
using Ledger.Api.Pages.SigningIn;
using Ledger.Api.Recording;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Logging.Console;
using NodaTime;

namespace Ledger.Api.Hosting;

/// <summary>
/// The HTTP host: records entries and answers with figures, in the same JSON as the verbs. While it serves it follows the
/// logs.
/// </summary>
public static class LedgerServer
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    // An issuer's keys are not fetched more often, whatever tokens name.
    private static readonly TimeSpan _issuerKeysLeastAge = TimeSpan.FromSeconds(30);

    /// <summary>Serves until the token is cancelled or the process is told to end; what was begun is finished first.</summary>
    /// <param name="ledger">What is served; stays the caller's.</param>
    /// <param name="url">Where; elsewhere than on loopback only when somebody can be told apart.</param>
    /// <param name="ready">Told the address once it listens.</param>
    /// <param name="cancellationToken">Ends the service.</param>
    /// <exception cref="UserError">The address is not to be listened on, or is taken.</exception>
    public static async Task Run(
        LedgerContext ledger, string url, Action<string> ready, CancellationToken cancellationToken) =>
        await Run(ledger, url, demo: null, ready, cancellationToken);

    internal static async Task Run(
        LedgerContext ledger, string url, DemoCallers? demo, Action<string> ready, CancellationToken cancellationToken)
    {
        var issuer = Issuer.FromEnvironment();
        if (!IsLoopback(url)) await NeedIdentity(ledger, url, issuer, cancellationToken);
        using var telemetry = Telemetry.FromEnvironment();
        UploadFolder.Sweep(LedgerHome.FromEnvironment());
        await using var server = Build(ledger, url, issuer, logs: true, demo);
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            throw new UserError($"{url} cannot be listened on ({error.Message}); choose another with --urls");
        }
        ready(server.Urls.First());
        await server.WaitForShutdownAsync(cancellationToken);
    }

    /// <param name="ledger">What is served; stays the caller's.</param>
    /// <param name="url">Where.</param>
    /// <param name="issuer">Whose tokens are taken beside keys.</param>
    /// <param name="logs">Whether it logs what it does.</param>
    /// <param name="demo">Who may come in without a key.</param>
    /// <param name="works">Whether it follows and checks the logs beside; else it only answers.</param>
    internal static WebApplication Build(LedgerContext ledger, string url, Issuer? issuer = null, bool logs = false,
        DemoCallers? demo = null, bool works = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.BodyBytes;
        });
        builder.Logging.ClearProviders();
        if (logs)
        {
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true).AddFilter("Microsoft", LogLevel.Warning)
                .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
            builder.Services.Configure<ConsoleLoggerOptions>(console =>
            {
                // Standard output is for what a script reads. A reader that is slow does not hold up who is served.
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            });
        }
        var services = builder.Services;
        services.AddSingleton(ledger);
        services.AddSingleton(new ApiKeys(ledger.Database, SystemClock.Instance));
        services.AddSingleton(new AccessLog(ledger.Database));
        services.AddSingleton(provider => new Callers(provider.GetRequiredService<ApiKeys>(), provider.GetService<IssuerTokens>(),
            provider.GetRequiredService<Session>()));
        if (issuer is not null) services.AddSingleton(_ => new IssuerTokens(issuer, _issuerKeysLeastAge));
        AddPages(services, demo);
        services.AddSingleton<WriterMetrics>();
        services.AddSingleton<PoolWriters>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<MetricsPage>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsPage>());
        services.AddSingleton<ImportJobs>();
        services.AddSingleton(_ => new KeptReconciliations(LedgerHome.FromEnvironment()));
        services.AddSingleton<FollowingState>();
        if (works)
        {
            services.AddHostedService<BackgroundFollowing>();
            services.AddHostedService<BackgroundChecking>();
            services.AddHostedService<ExpiringApprovals>();
        }
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.WriteIndented = JsonOutput.Options.WriteIndented;
            options.SerializerOptions.Encoder = JsonOutput.Options.Encoder;
        });
        services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = RequestLimits.Time });
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(AtOnce);
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = ["application/json", EventRoutes.LinesType, "text/css", "text/javascript", "text/html"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        ApiDescription.Add(services);

        var server = builder.Build();
        server.Use(server.Services.GetRequiredService<RequestLog>().Note);
        server.Use(PageFrame.Handle);
        server.Use(RequestFrame.Handle);
        server.UseRouting();
        server.Use(Access.Check);
        server.Use(BodyLimit.Check);
        server.UseRateLimiter();
        server.UseRequestTimeouts();
        server.UseResponseCompression();
        Routes.Map(server);
        return server;
    }

    private static void AddPages(IServiceCollection services, DemoCallers? demo)
    {
        services.AddRazorComponents();
        // Chinese as it is, not as numbers: what could be markup is encoded all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "ledger-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddDataProtection().SetApplicationName("ledger").PersistKeysToFileSystem(Session.Keys(LedgerHome.FromEnvironment()));
        services.AddSingleton<Session>();
        if (demo is not null) services.AddSingleton(demo);
    }

    internal static bool IsLoopback(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw new UserError($"--urls {url}: is not an address such as {DefaultUrl}");
        return Loopback.Is(address);
    }

    // Health is nobody's in particular, and a server that is asked how it is should say so.
    private static RateLimitPartition<string> AtOnce(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<OpenOnLoopback>() is null
        ? RateLimitPartition.GetConcurrencyLimiter(Access.CallerOrNobody(http)?.Name ?? "", _ => new() { PermitLimit = RequestLimits.AtOnce })
        : RateLimitPartition.GetNoLimiter("");

    // Where nobody can be told apart, nobody from outside is let in.
    private static async Task NeedIdentity(
        LedgerContext ledger, string url, Issuer? issuer, CancellationToken cancellationToken)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        var keys = await new ApiKeys(ledger.Database, SystemClock.Instance).All(cancellationToken);
        if (issuer is null && !keys.Any(key => key.IsLiveAt(now)))
            throw new UserError(UserLanguage.Say(
                $"--urls {url}: without configured identity the server listens on loopback only, as {DefaultUrl}; "
                    + $"make a key with ./ledger token, or set {Issuer.UrlVariable}",
                $"--urls {url}:未配置身份认证时只监听本机地址,如 {DefaultUrl};请用 ./ledger token 生成密钥,或设置 {Issuer.UrlVariable}"));
    }
}
