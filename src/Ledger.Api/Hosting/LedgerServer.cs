using System.Net;
using System.Net.Sockets;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>
/// The HTTP host: health and the figures of a pool, in the same JSON as the verbs. While it serves it follows the logs.
/// </summary>
public static class LedgerServer
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Serves until the token is cancelled or the process is told to end.</summary>
    /// <param name="ledger">What is served; stays the caller's.</param>
    /// <param name="url">A loopback address.</param>
    /// <param name="ready">Told the address once it listens.</param>
    /// <param name="cancellationToken">Ends the service.</param>
    /// <exception cref="UserError">The address is not loopback, or is taken.</exception>
    public static async Task Run(
        LedgerContext ledger, string url, Action<string> ready, CancellationToken cancellationToken)
    {
        await using var server = Build(ledger, url);
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

    internal static WebApplication Build(LedgerContext ledger, string url)
    {
        RefuseOtherThanLoopback(url);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(ledger);
        builder.Services.AddSingleton<FollowingState>();
        builder.Services.AddHostedService<BackgroundFollowing>();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.WriteIndented = JsonOutput.Options.WriteIndented;
            options.SerializerOptions.Encoder = JsonOutput.Options.Encoder;
        });
        var server = builder.Build();
        server.UseExceptionHandler(errors => errors.Run(Explain));
        server.UseStatusCodePages();
        HealthEndpoints.Map(server);
        var pool = server.MapGroup("/api/v1/pools/{pool}");
        BalanceEndpoint.Map(pool);
        CapacityEndpoint.Map(pool);
        return server;
    }

    // Until identity is configured nobody can be told apart, so nobody from outside is let in.
    private static void RefuseOtherThanLoopback(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            throw new UserError($"--urls {url}: is not an address such as {DefaultUrl}");
        var loopback = address.Host == "localhost"
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        if (!loopback)
            throw new UserError($"--urls {url}: without configured identity the server listens on loopback only, "
                + $"as {DefaultUrl}");
    }

    private static Task Explain(HttpContext context)
    {
        var (status, type, detail) = context.Features.Get<IExceptionHandlerFeature>()!.Error switch
        {
            NotThereError error => (StatusCodes.Status404NotFound, "not-found", error.Message),
            FiguresIncompleteError error
                => (StatusCodes.Status503ServiceUnavailable, "figures-incomplete", error.Message),
            UserError error => (StatusCodes.Status400BadRequest, "bad-request", error.Message),
            NpgsqlException or SocketException
                => (StatusCodes.Status503ServiceUnavailable, "database-unavailable", "the database does not answer"),
            _ => (StatusCodes.Status500InternalServerError, "internal", "the request failed; see the server's log"),
        };
        return Problems.Of(status, type, detail).ExecuteAsync(context);
    }
}
