using Ledger.Domain;
using Ledger.EventStore;
using Ledger.Projections.FundTotals;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>Sums of lines as they are now: a few seeks, whatever the history's length.</summary>
internal static class PresentLines
{
    /// <summary>
    /// One seek a fund and run of spans. They are commands of their own and not a join, so that each is prepared once,
    /// whatever is asked, and no plan of it can be anything but a seek by the key.
    /// </summary>
    internal static IEnumerable<BatchedRead> Reads(PoolCode pool, AskedLines asked) =>
        from fund in asked.Funds
        from run in asked.Runs
        select Read(pool, fund, run.First, run.Last, asked);

    private static BatchedRead Read(PoolCode pool, FundCode fund, DaySpan first, DaySpan last, AskedLines asked) => new(
        new("""
            select start, line, amount_fen from ledger.fund_total
            where pool = $1 and fund = $2 and grain = $3 and start between $4 and $5
            """)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = fund.Text },
                new() { Value = first.GrainName },
                new NpgsqlParameter<DateOnly> { TypedValue = first.Start.ToSql() },
                new NpgsqlParameter<DateOnly> { TypedValue = last.Start.ToSql() },
            },
        },
        row => asked.Add(new(first.Grain, row.GetFieldValue<DateOnly>(0).ToLocalDate()), fund, row.GetString(1), row.GetInt64(2)));
}
