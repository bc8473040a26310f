using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: its database does too; with how far the figures
/// of institutions and persons are behind, which is no reason not to ask. <c>GET /metrics</c>: what the program measures.
/// </summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new LiveAnswer("live"))).WithSummary("The process answers")
            .WithTags("operations").WithMetadata(new OpenOnLoopback());
        routes.MapGet("/metrics", (MetricsPage page) => Results.Text(page.Text(), MetricsPage.ContentType))
            .WithSummary("What the program measures, for Prometheus").WithTags("operations").WithMetadata(new OpenOnLoopback());
        routes.MapGet("/health/ready", Ready).WithSummary("Its database answers too; how far figures are behind")
            .WithTags("operations").Produces<ReadyAnswer>().WithMetadata(new OpenOnLoopback());
    }

    private static async Task<IResult> Ready(
        LedgerContext ledger, FollowingState following, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            await using var command = ledger.Database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(patience.Token);
            return TypedResults.Ok(new ReadyAnswer("ready", following.Answer));
        }
        catch (Exception error) when (error is NpgsqlException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Problems.Of(ProblemType.DatabaseUnavailable, UserLanguage.Say(
                "the database does not answer", "数据库无响应"));
        }
    }
}

public sealed record LiveAnswer(string Status);

/// <param name="Following">How far the figures of institutions and persons are behind the logs.</param>
public sealed record ReadyAnswer(string Status, FollowingAnswer Following);
