namespace Ledger.Projections.Reading;

/// <summary>
/// Balances, or parts of balances, that came up until a day ($3) and a position ($4) and were not closed by then; of the pool
/// ($1) and kinds ($2), as they are today. What it costs is what there is of them, not what was ever closed.
/// </summary>
internal static class AliveRows
{
    // No pool has as many events: what moved up to there is all that moved.
    internal const long Now = 1L << 62;

    /// <param name="table">It says of each row when it first and last moved, and how long it lived.</param>
    /// <param name="only">The kinds of which the table's index has what is closed, as a condition.</param>
    /// <param name="ofHolder">
    /// Whether only those of a single holder ($5) are asked for. It has at most one a kind, a fund and a day, and reading all
    /// of years takes less than finding those that were open (docs/performance.md).
    /// </param>
    internal static string In(string table, string only, bool ofHolder) => ofHolder
        ? $"""
        select * from ledger.{table}
        where pool = $1 and holder = $5 and kind = any($2) and first_on <= $3 and first_position <= $4
            and (amount_fen <> 0 or last_on > $3 or last_position > $4)
        """
        // What is open now, and what was closed since: by day or, of what had its last day before, by position. What lived
        // less than 2^n days and was alive on the day ended less than 2^n days after it.
        : $"""
        select * from ledger.{table}
        where pool = $1 and kind = any($2) and amount_fen <> 0 and first_on <= $3 and first_position <= $4
        union all
        select closed.* from generate_series(0, 21) as n cross join lateral (
            select * from ledger.{table}
            where pool = $1 and lived_days = n and amount_fen = 0 and {only} and last_on > $3 and last_on < $3 + (1 << n)
                and kind = any($2) and first_on <= $3 and first_position <= $4 offset 0) as closed
        union all
        select closed.* from generate_series(0, 40) as n cross join lateral (
            select * from ledger.{table}
            where pool = $1 and lived_events = n and amount_fen = 0 and {only} and last_position > $4
                and last_position < $4 + (1::bigint << n) and kind = any($2) and first_on <= $3 and first_position <= $4
                and last_on <= $3 offset 0) as closed
        """;
}
