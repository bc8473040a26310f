using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>
/// <c>GET /health/live</c>: the process answers. <c>GET /health/ready</c>: its database does too; with how far the figures
/// of institutions and persons are behind, which is no reason not to ask.
/// </summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", Ready);
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
            return TypedResults.Ok(new { status = "ready", following = following.Answer });
        }
        catch (Exception error) when (error is NpgsqlException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "database-unavailable",
                "the database does not answer");
        }
    }
}
