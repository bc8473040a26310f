using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>The parts of what was outstanding on a day, as it is known now or was known at a position.</summary>
internal static class OutstandingLots
{
    // No pool has as many events: what moved up to there is all that moved.
    private const long Now = 1L << 62;

    private const string AliveHolder = """
        select * from ledger.outstanding_lot
        where pool = $1 and holder = $5 and kind = any($2) and first_on <= $3 and first_position <= $4
            and (amount_fen <> 0 or last_on > $3 or last_position > $4)
        """;

    // What is open now, and what was closed since: by day or, of what had its last day before, by position. A part that
    // lived less than 2^n days and was alive on the day ended less than 2^n days after it.
    private const string AlivePool = """
        select * from ledger.outstanding_lot
        where pool = $1 and kind = any($2) and amount_fen <> 0 and first_on <= $3 and first_position <= $4
        union all
        select closed.* from generate_series(0, 21) as n cross join lateral (
            select * from ledger.outstanding_lot
            where pool = $1 and lived_days = n and amount_fen = 0 and last_on > $3 and last_on < $3 + (1 << n)
                and kind = any($2) and first_on <= $3 and first_position <= $4 offset 0) as closed
        union all
        select closed.* from generate_series(0, 40) as n cross join lateral (
            select * from ledger.outstanding_lot
            where pool = $1 and lived_events = n and amount_fen = 0 and last_position > $4
                and last_position < $4 + (1::bigint << n) and kind = any($2) and first_on <= $3 and first_position <= $4
                and last_on <= $3 offset 0) as closed
        """;

    /// <summary>Those that come to something, each once.</summary>
    internal static async Task<IReadOnlyList<((string Kind, string Fund, string Holder) Key, Lot Lot)>> At(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, CancellationToken cancellationToken)
    {
        var kept = snapshot.IsPast ? await snapshot.Institutions(cancellationToken) : new(Now, []);
        if (institution is not null || asOf < snapshot.LastCashDate) return await Parts(snapshot, kinds, institution, asOf, kept, cancellationToken);
        // A payment names what it settles. Of the others the balance is all that has to be known.
        var settled = await Parts(snapshot, [.. kinds.Where(kind => kind == OutstandingKinds.Settlement)], null, asOf, kept, cancellationToken);
        var others = await NewestLots.At(snapshot, [.. kinds.Where(kind => kind != OutstandingKinds.Settlement)], asOf, kept.At,
            kept.Since, cancellationToken);
        return [.. settled, .. others];
    }

    private static async Task<List<((string Kind, string Fund, string Holder) Key, Lot Lot)>> Parts(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, KeptInstitutions kept, CancellationToken cancellationToken)
    {
        if (kinds.Length == 0) return [];
        var lots = kept.At == 0 ? [] : await Read(snapshot, kinds, institution, asOf, kept.At, cancellationToken);
        if (!snapshot.IsPast) return lots;
        // A part may have been there before, and moved since.
        return
        [
            .. lots.Concat(Moved(kept.Since, kinds, institution?.Text, asOf))
                .GroupBy(row => (row.Key, row.Lot.OpenedOn, row.Lot.DueOn))
                .Select(group => (group.Key.Key, new Lot(group.Key.OpenedOn, group.Key.DueOn,
                    group.Aggregate(Money.Zero, (sum, row) => sum + row.Lot.Amount))))
                .Where(row => row.Item2.Amount != Money.Zero),
        ];
    }

    private static IEnumerable<((string Kind, string Fund, string Holder) Key, Lot Lot)> Moved(
        IReadOnlyList<FundEvent> entries, string[] kinds, string? holder, LocalDate asOf) =>
        entries.Select(OutstandingMoves.Of).OfType<OutstandingMove>()
            .Where(move => kinds.Contains(move.Kind) && move.CashDate <= asOf && (holder is null || move.Holder == holder))
            .Select(move => ((move.Kind, move.Fund.Text, move.Holder), new Lot(move.OpenedOn, move.DueOn, move.Amount)));

    private static async Task<List<((string Kind, string Fund, string Holder) Key, Lot Lot)>> Read(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, long position, CancellationToken cancellationToken)
    {
        var lots = new List<((string, string, string), Lot)>();
        var command = new NpgsqlBatchCommand(Sql(institution is null ? AlivePool : AliveHolder))
        {
            Parameters =
            {
                new() { Value = snapshot.Pool.Text }, new() { Value = kinds }, new() { Value = asOf.ToSql() },
                new NpgsqlParameter<long> { TypedValue = position },
            },
        };
        if (institution is { } code) command.Parameters.Add(new() { Value = code.Text });
        await snapshot.AskWithPositions([new(command, row => lots.Add((
            (row.GetString(0), row.GetString(1), row.GetString(2)),
            new Lot(Day(row.GetFieldValue<DateOnly>(3)), Day(row.GetFieldValue<DateOnly>(4)), new(row.GetInt64(5))))))], cancellationToken);
        return lots;
    }

    // What did not move since is what it is today.
    private static string Sql(string alive) => $"""
        select l.kind, l.fund, l.holder, l.opened_on, l.due_on, past.amount_fen
        from ({alive}) as l
        cross join lateral (
            select case when l.last_on <= $3 and l.last_position <= $4 then l.amount_fen else (
                select sum(amount_fen)::bigint from ledger.outstanding_day
                where pool = $1 and holder = l.holder and kind = l.kind and fund = l.fund and opened_on = l.opened_on
                    and due_on = l.due_on and cash_date <= $3 and position <= $4) end as amount_fen offset 0) as past
        where past.amount_fen <> 0
        """;

    private static LocalDate? Day(DateOnly day) => day == DateOnly.MinValue ? null : day.ToLocalDate();
}
