using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>The parts of what was outstanding on a day, as it is known now or was known at a position.</summary>
internal static class OutstandingLots
{
    /// <summary>Those that come to something, each once.</summary>
    internal static async Task<IReadOnlyList<((string Kind, string Fund, string Holder) Key, Lot Lot)>> At(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, CancellationToken cancellationToken)
    {
        var kept = snapshot.IsPast ? await snapshot.Institutions(cancellationToken) : new(AliveRows.Now, []);
        // A payment names what it settles. Of the others the balance is all that has to be known.
        var settled = await Named(snapshot, [.. kinds.Where(kind => kind == OutstandingKinds.Settlement)], institution, asOf, kept,
            cancellationToken);
        var others = await NewestLots.At(snapshot, [.. kinds.Where(kind => kind != OutstandingKinds.Settlement)], institution, asOf,
            kept, cancellationToken);
        return [.. settled, .. others];
    }

    private static async Task<List<((string Kind, string Fund, string Holder) Key, Lot Lot)>> Named(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, KeptInstitutions kept, CancellationToken cancellationToken)
    {
        if (kinds.Length == 0) return [];
        var lots = kept.At == 0 ? [] : await Read(snapshot, kinds, institution, asOf, kept.At, cancellationToken);
        if (!snapshot.IsPast) return lots;
        // A part may have been there before, and moved since.
        return
        [
            .. lots.Concat(Moves(kept.Since, kinds, institution, asOf)
                    .Select(move => (Key: (move.Kind, Fund: move.Fund.Text, move.Holder), Lot: new Lot(move.OpenedOn, move.DueOn, move.Amount))))
                .GroupBy(row => (row.Key, row.Lot.OpenedOn, row.Lot.DueOn))
                .Select(group => (group.Key.Key, new Lot(group.Key.OpenedOn, group.Key.DueOn,
                    group.Aggregate(Money.Zero, (sum, row) => sum + row.Lot.Amount))))
                .Where(row => row.Item2.Amount != Money.Zero),
        ];
    }

    /// <summary>What these events did until a day.</summary>
    internal static IEnumerable<OutstandingMove> Moves(
        IReadOnlyList<FundEvent> entries, string[] kinds, InstitutionCode? institution, LocalDate asOf) =>
        entries.Select(OutstandingMoves.Of).OfType<OutstandingMove>().Where(move => kinds.Contains(move.Kind)
            && move.CashDate <= asOf && (institution is not { } code || move.Holder == code.Text));

    private static async Task<List<((string Kind, string Fund, string Holder) Key, Lot Lot)>> Read(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, long position, CancellationToken cancellationToken)
    {
        var lots = new List<((string, string, string), Lot)>();
        var command = new NpgsqlBatchCommand(Sql(AliveRows.In("outstanding_lot", "kind = 'settlement'", ofHolder: institution is not null)))
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
