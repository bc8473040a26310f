using Ledger.Api.CommandLine;
using Ledger.Projections.Following;
using Npgsql;

namespace Ledger.Api.Database;

/// <summary>The doctor's look at what follows the log; it makes no tables.</summary>
internal static class DoctorFollowing
{
    /// <summary>Parked events that are named.</summary>
    private const int NamedMax = 100;

    /// <summary>How far each pool is, null where there are no such tables yet, and a line for each parked event.</summary>
    public static async Task<(IReadOnlyList<FollowingReport>? Pools, IReadOnlyList<string> Problems)> Ask(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand(
            "select to_regclass('ledger.model_check') is not null and to_regclass('ledger.institution_head') is not null", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true) return (null, []);
        var lags = await FollowingLag.All(connection, cancellationToken);
        var parked = await ParkedEvents.All(connection, NamedMax, cancellationToken);
        return (
            [
                .. lags.Select(lag => new FollowingReport(lag.Pool.Text, lag.Position, lag.Followed, lag.EventsBehind,
                    Math.Round(lag.SecondsBehind, 3), lag.Parked, lag.Verified)),
            ],
            [.. parked.Select(Problem), .. lags.Where(lag => lag.Differing > 0).Select(Problem)]);
    }

    private static string Problem(FollowingLag lag) =>
        $"{lag.Differing} {(lag.Differing == 1 ? "row" : "rows")} of the figures of pool {lag.Pool} "
        + $"{(lag.Differing == 1 ? "was" : "were")} not what the log says when serve compared them at position {lag.Verified}, "
        + $"first {lag.FirstDifferent}: ./ledger rebuild --check --pool {lag.Pool} names all, without --check it mends them";

    private static string Problem(ParkedEvent parked) =>
        $"event {parked.Position} of pool {parked.Pool} is not in the figures of {parked.Model} after {parked.Tries} "
        + $"{(parked.Tries == 1 ? "try" : "tries")}: {PlainLine.Of(parked.Reason)}; it is tried again by serve and whenever "
        + "these figures are asked for";
}
