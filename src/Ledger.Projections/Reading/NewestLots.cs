using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Projections.Institutions;
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
    private const int PartsFirst = 4;
    private const int PartsTimes = 8;

    // What moved after a day: in later years, in the later months of its own, and on the later days of its month.
    private static readonly string _movedAfter = $"""
        (select coalesce(sum(after.amount_fen), 0) from (
            select later.amount_fen
            from generate_series(extract(year from $3)::integer, extract(year from b.last_on)::integer) as y(year)
            cross join lateral (
                select by_12 - case when year > extract(year from $3) then 0
                    else (array[{InstitutionHistory.ByMonth}])[extract(month from $3)] end as amount_fen
                from ledger.outstanding_year_kept
                where pool = $1 and holder = b.holder and kind = b.kind and fund = b.fund and year = y.year and position <= $4
                order by position desc limit 1) as later
            union all
            select amount_fen from ledger.outstanding_day
            where pool = $1 and holder = b.holder and kind = b.kind and kind <> 'settlement' and fund = b.fund
                and cash_date > $3 and cash_date < date_trunc('month', $3::timestamp) + interval '1 month' and position <= $4) as after)
        """;

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
    /// <param name="institution">Only this institution, or every holder.</param>
    /// <param name="asOf">What moved until this cash date.</param>
    /// <param name="kept">Up to where what is kept is read, and the events after that.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    internal static async Task<IEnumerable<((string Kind, string Fund, string Holder) Key, Lot Lot)>> At(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, KeptInstitutions kept, CancellationToken cancellationToken)
    {
        if (kinds.Length == 0) return [];
        var balances = new Dictionary<(string, string, string), Balance>();
        if (kept.At > 0) await ReadTotals(snapshot, kinds, institution, asOf, kept.At, balances, cancellationToken);
        foreach (var move in OutstandingLots.Moves(kept.Since, kinds, institution, asOf))
        {
            var balance = Of(balances, move.Kind, move.Fund.Text, move.Holder);
            balance.Total += move.Amount;
            if (move.Amount > Money.Zero) balance.Wanted += move.Amount;
            if (move.OpenedOn is not null) balance.Add(move.OpenedOn, move.DueOn, move.Amount);
        }
        var open = balances.Values.Where(balance => balance.Wanted > Money.Zero && kept.At > 0).ToList();
        foreach (var balance in open) balance.Last = (asOf.ToSql(), DateOnly.MaxValue);
        for (var parts = PartsFirst; open.Count > 0; parts *= PartsTimes)
            open = await ReadParts(snapshot, open, asOf, kept.At, parts, cancellationToken);
        return balances.Values.SelectMany(balance => balance.Lots(), (balance, lot) => (balance.Key, lot));
    }

    private static Balance Of(Dictionary<(string, string, string), Balance> balances, string kind, string fund, string holder)
    {
        if (!balances.TryGetValue((kind, fund, holder), out var balance))
            balances[(kind, fund, holder)] = balance = new(kind, fund, holder);
        return balance;
    }

    private static Task ReadTotals(PoolSnapshot snapshot, string[] kinds, InstitutionCode? institution, LocalDate asOf, long at,
        Dictionary<(string, string, string), Balance> balances, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand($"""
            select b.kind, b.fund, b.holder, past.amount_fen
            from ({AliveRows.In("outstanding_sum", "kind <> 'settlement'", ofHolder: institution is not null)}) as b
            cross join lateral (
                select (case when b.last_position <= $4 then b.amount_fen else (
                    select amount_fen from ledger.outstanding_kept
                    where pool = $1 and holder = b.holder and kind = b.kind and fund = b.fund and position <= $4
                    order by position desc limit 1) end
                - case when b.last_on <= $3 then 0 else {_movedAfter} end)::bigint as amount_fen offset 0) as past
            where past.amount_fen <> 0
            """)
        {
            Parameters =
            {
                new() { Value = snapshot.Pool.Text }, new() { Value = kinds }, new() { Value = asOf.ToSql() },
                new NpgsqlParameter<long> { TypedValue = at },
            },
        };
        if (institution is { } code) command.Parameters.Add(new() { Value = code.Text });
        return snapshot.AskWithPositions([new(command, row =>
        {
            var balance = Of(balances, row.GetString(0), row.GetString(1), row.GetString(2));
            balance.Total = balance.Wanted = new(row.GetInt64(3));
        })], cancellationToken);
    }

    // The next parts of some balances, the newest first; those that want more.
    private static async Task<List<Balance>> ReadParts(
        PoolSnapshot snapshot, List<Balance> open, LocalDate asOf, long at, int parts, CancellationToken cancellationToken)
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
                select case when l.first_position > $2 or l.first_on > $9 then 0
                    when l.last_position <= $2 and l.last_on <= $9 then l.amount_fen else (
                    select sum(amount_fen)::bigint from ledger.outstanding_day
                    where pool = $1 and holder = l.holder and kind = l.kind and fund = l.fund and opened_on = l.opened_on
                        and due_on = l.due_on and cash_date <= $9 and position <= $2) end as amount_fen offset 0) as past
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
                new NpgsqlParameter<int> { TypedValue = parts }, new() { Value = asOf.ToSql() },
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
