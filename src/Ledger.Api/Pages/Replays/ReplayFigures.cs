using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Pages.Parts;
using Ledger.Domain;
using Ledger.EventStore;
using NodaTime.Text;

namespace Ledger.Api.Pages.Replays;

/// <summary>The figures of a pool as they were known at a position, beside those of now.</summary>
/// <param name="Position">The position.</param>
/// <param name="Head">The last position of the log, of which the figures of now are.</param>
/// <param name="Event">The event at the position, with when it was recorded.</param>
/// <param name="AsOf">The latest cash date then; null where no fund was opened yet.</param>
/// <param name="AsOfNow">That of now.</param>
/// <param name="Funds">Those that are open now.</param>
public sealed record ReplayFigures(
    long Position, long Head, RecordedEvent Event, string? AsOf, string? AsOfNow, IReadOnlyList<ReplayedFund> Funds)
{
    internal static async Task<ReplayFigures> Of(
        LedgerContext ledger, PoolCode pool, long position, long head, CancellationToken cancellationToken)
    {
        var found = await ledger.Store.Search(pool).At([position], new(position, position, true, 1, 1), LogFilter.None, cancellationToken);
        var (then, now) = (await At(ledger, pool, position, cancellationToken), await At(ledger, pool, head, cancellationToken));
        return new(position, head, found.Events[0], then.AsOf, now.AsOf,
            [.. now.Funds.Select(fund => new ReplayedFund(then.Funds.FirstOrDefault(one => one.Capacity.Fund == fund.Capacity.Fund), fund))]);
    }

    private static async Task<(string? AsOf, IReadOnlyList<FundThen> Funds)> At(
        LedgerContext ledger, PoolCode pool, long position, CancellationToken cancellationToken)
    {
        var figures = new PoolFigures(ledger, new(position, null));
        try
        {
            var capacity = await figures.Capacity(pool, null, null, null, cancellationToken);
            var balances = await figures.Balance(pool, null, LocalDatePattern.Iso.Parse(capacity.AsOf).Value, cancellationToken);
            return (capacity.AsOf, [.. capacity.Funds.Zip(balances.Funds, (months, balance) => new FundThen(months, balance))]);
        }
        catch (NotThereError)
        {
            // Before the first fund was opened.
            return (null, []);
        }
    }
}

/// <summary>A fund at a position.</summary>
/// <param name="Capacity">How long its money lasts.</param>
/// <param name="Balance">What it has, and the income and expenditure of the year.</param>
public sealed record FundThen(FundCapacityAnswer Capacity, FundBalanceAnswer Balance);

/// <param name="Then">Null where it was not open yet.</param>
public sealed record ReplayedFund(FundThen? Then, FundThen Now)
{
    /// <summary>Now less then; null where either is unknown.</summary>
    internal string? Difference(Func<FundThen, string?> figure) =>
        Then is not null && figure(Then) is { } then && figure(Now) is { } now
            ? (FigureNumber.Yuan(now) - FigureNumber.Yuan(then)).ToString()
            : null;
}
