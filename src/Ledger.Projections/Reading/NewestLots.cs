using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// What is outstanding of the kinds of which a repayment names no part: it takes the oldest first, so what is left are the
/// newest parts that come to the balance. Older ones are not read, however many were ever paid.
/// </summary>
internal static class NewestLots
{
    // Few balances have more parts that are open.
    private const int PartsFirst = 32;
    private const int PartsTimes = 8;

    private sealed class Balance(string kind, string fund, string holder)
    {
        private readonly Dictionary<(LocalDate? OpenedOn, LocalDate? DueOn), Money> _lots = [];

        internal (string Kind, string Fund, string Holder) Key { get; } = (kind, fund, holder);

        /// <summary>What it comes to.</summary>
        internal Money Total { get; set; }

        /// <summary>Parts that come to so much are enough, whatever came since and was taken.</summary>
        internal Money Wanted { get; set; }

        /// <summary>The parts that were read go back to here.</summary>
        internal (DateOnly OpenedOn, DateOnly DueOn) Last { get; set; }

        internal Money Read { get; set; }

        internal void Add(LocalDate? openedOn, LocalDate? dueOn, Money amount) =>
            _lots[(openedOn, dueOn)] = _lots.GetValueOrDefault((openedOn, dueOn)) + amount;

        /// <summary>The parts, and what was taken from the oldest of them.</summary>
        internal IEnumerable<Lot> Lots()
        {
            foreach (var ((openedOn, dueOn), amount) in _lots.Where(lot => lot.Value != Money.Zero)) yield return new(openedOn, dueOn, amount);
            var taken = _lots.Values.Aggregate(Money.Zero, (sum, amount) => sum + amount) - Total;
            if (taken != Money.Zero) yield return new(null, null, -taken);
        }
    }

    /// <param name="snapshot">The pool.</param>
    /// <param name="kinds">Kinds of which nothing that is given back names its part.</param>
    /// <param name="asOf">Nothing that was known moved after this day.</param>
    /// <param name="at">Up to where what is kept is read.</param>
    /// <param name="since">The events after that.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    internal static async Task<IEnumerable<((string Kind, string Fund, string Holder) Key, Lot Lot)>> At(PoolSnapshot snapshot,
        string[] kinds, LocalDate asOf, long at, IReadOnlyList<FundEvent> since, CancellationToken cancellationToken)
    {
        var balances = new Dictionary<(string, string, string), Balance>();
        if (at > 0) await ReadTotals(snapshot, kinds, at, balances, cancellationToken);
        foreach (var move in since.Select(OutstandingMoves.Of).OfType<OutstandingMove>().Where(move => kinds.Contains(move.Kind)))
        {
            var balance = Of(balances, move.Kind, move.Fund.Text, move.Holder);
            balance.Total += move.Amount;
            if (move.Amount > Money.Zero) balance.Wanted += move.Amount;
            if (move.OpenedOn is not null) balance.Add(move.OpenedOn, move.DueOn, move.Amount);
        }
        var open = balances.Values.Where(balance => balance.Wanted > Money.Zero && at > 0).ToList();
        foreach (var balance in open) balance.Last = (asOf.ToSql(), DateOnly.MaxValue);
        for (var parts = PartsFirst; open.Count > 0; parts *= PartsTimes)
            open = await ReadParts(snapshot, open, at, parts, cancellationToken);
        return balances.Values.SelectMany(balance => balance.Lots(), (balance, lot) => (balance.Key, lot));
    }

    private static Balance Of(Dictionary<(string, string, string), Balance> balances, string kind, string fund, string holder)
    {
        if (!balances.TryGetValue((kind, fund, holder), out var balance))
            balances[(kind, fund, holder)] = balance = new(kind, fund, holder);
        return balance;
    }

    private static Task ReadTotals(PoolSnapshot snapshot, string[] kinds, long at,
        Dictionary<(string, string, string), Balance> balances, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(snapshot.IsPast
            ? """
            select k.kind, k.fund, k.holder, r.amount_fen from ledger.outstanding_sum as k
            cross join lateral (
                select amount_fen from ledger.outstanding_kept
                where pool = $1 and holder = k.holder and kind = k.kind and fund = k.fund and position <= $3
                order by position desc limit 1) as r
            where k.pool = $1 and k.kind = any($2) and r.amount_fen <> 0
            """
            : """
            select kind, fund, holder, amount_fen from ledger.outstanding_sum
            where pool = $1 and kind = any($2) and amount_fen <> 0 and $3 > 0
            """)
        {
            Parameters =
            {
                new() { Value = snapshot.Pool.Text }, new() { Value = kinds }, new NpgsqlParameter<long> { TypedValue = at },
            },
        };
        return snapshot.AskWithPositions([new(command, row =>
        {
            var balance = Of(balances, row.GetString(0), row.GetString(1), row.GetString(2));
            balance.Total = balance.Wanted = new(row.GetInt64(3));
        })], cancellationToken);
    }

    // The next parts of some balances, the newest first; those that want more.
    private static async Task<List<Balance>> ReadParts(
        PoolSnapshot snapshot, List<Balance> open, long at, int parts, CancellationToken cancellationToken)
    {
        var found = new int[open.Count];
        var command = new NpgsqlBatchCommand("""
            select a.number::integer, l.opened_on, l.due_on, past.amount_fen
            from unnest($3, $4, $5, $6, $7) with ordinality as a (holder, kind, fund, opened_on, due_on, number)
            cross join lateral (
                select * from ledger.outstanding_lot
                where pool = $1 and holder = a.holder and kind = a.kind and fund = a.fund and opened_on > '-infinity'
                    and (opened_on, due_on) < (a.opened_on, a.due_on)
                order by opened_on desc, due_on desc limit $8) as l
            cross join lateral (
                select case when l.first_position > $2 then 0 when l.last_position <= $2 then l.amount_fen else (
                    select sum(amount_fen)::bigint from ledger.outstanding_day
                    where pool = $1 and holder = l.holder and kind = l.kind and fund = l.fund and opened_on = l.opened_on
                        and due_on = l.due_on and position <= $2) end as amount_fen offset 0) as past
            order by a.number, l.opened_on desc, l.due_on desc
            """)
        {
            Parameters =
            {
                new() { Value = snapshot.Pool.Text }, new NpgsqlParameter<long> { TypedValue = at },
                new() { Value = open.Select(one => one.Key.Holder).ToArray() },
                new() { Value = open.Select(one => one.Key.Kind).ToArray() },
                new() { Value = open.Select(one => one.Key.Fund).ToArray() },
                new() { Value = open.Select(one => one.Last.OpenedOn).ToArray() },
                new() { Value = open.Select(one => one.Last.DueOn).ToArray() },
                new NpgsqlParameter<int> { TypedValue = parts },
            },
        };
        await snapshot.AskWithPositions([new(command, row =>
        {
            var index = row.GetInt32(0) - 1;
            var (balance, openedOn, dueOn) = (open[index], row.GetFieldValue<DateOnly>(1), row.GetFieldValue<DateOnly>(2));
            (balance.Last, found[index]) = ((openedOn, dueOn), found[index] + 1);
            var amount = new Money(row.IsDBNull(3) ? 0 : row.GetInt64(3));
            balance.Add(openedOn.ToLocalDate(), dueOn == DateOnly.MinValue ? null : dueOn.ToLocalDate(), amount);
            if (amount > Money.Zero) balance.Read += amount;
        })], cancellationToken);
        return [.. open.Where((balance, index) => found[index] == parts && balance.Read < balance.Wanted)];
    }
}
