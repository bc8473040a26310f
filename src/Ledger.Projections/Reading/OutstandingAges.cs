using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>What is outstanding between a fund and somebody, and how old it is.</summary>
public sealed record OutstandingAge(string Kind, FundCode Fund, string Holder, Age Age);

/// <summary>Answers "who owes us, whom do we owe, and since when?".</summary>
public static class OutstandingAges
{
    /// <param name="snapshot">The pool.</param>
    /// <param name="kind">Only this kind, or all.</param>
    /// <param name="institution">Only this institution, or every holder.</param>
    /// <param name="asOf">What moved until this cash date.</param>
    /// <param name="buckets">The limits of the ages.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<IReadOnlyList<OutstandingAge>> At(PoolSnapshot snapshot, string? kind,
        InstitutionCode? institution, LocalDate asOf, AgeBuckets buckets, CancellationToken cancellationToken)
    {
        string[] kinds = kind is null ? [.. OutstandingKinds.All] : [kind];
        var lots = snapshot.IsPast
            ? Known(await InstitutionEvents.Known(snapshot, institution, cancellationToken), kinds, institution?.Text, asOf)
            : await Read(snapshot, kinds, institution, asOf, cancellationToken);
        return
        [
            .. lots.GroupBy(row => row.Key, row => row.Lot)
                .Select(group => new OutstandingAge(group.Key.Kind, FundCode.Of(group.Key.Fund), group.Key.Holder,
                    Ages.Of(group, asOf, buckets)))
                .Where(row => row.Age.Outstanding != Money.Zero || row.Age.Oldest is not null)
                .OrderBy(row => Array.IndexOf([.. OutstandingKinds.All], row.Kind))
                .ThenBy(row => row.Holder, StringComparer.Ordinal)
                .ThenBy(row => row.Fund.Text, StringComparer.Ordinal),
        ];
    }

    private static List<((string Kind, string Fund, string Holder) Key, Lot Lot)> Known(
        IReadOnlyList<FundEvent> entries, string[] kinds, string? holder, LocalDate asOf) =>
    [
        .. entries.Select(OutstandingMoves.Of).OfType<OutstandingMove>()
            .Where(move => kinds.Contains(move.Kind) && move.CashDate <= asOf && (holder is null || move.Holder == holder))
            .GroupBy(move => ((move.Kind, move.Fund.Text, move.Holder), move.OpenedOn, move.DueOn))
            .Select(group => (group.Key.Item1, new Lot(group.Key.OpenedOn, group.Key.DueOn,
                group.Aggregate(Money.Zero, (sum, move) => sum + move.Amount))))
            .Where(row => row.Item2.Amount != Money.Zero),
    ];

    private static async Task<List<((string Kind, string Fund, string Holder) Key, Lot Lot)>> Read(PoolSnapshot snapshot,
        string[] kinds, InstitutionCode? institution, LocalDate asOf, CancellationToken cancellationToken)
    {
        var holder = institution is null ? "" : "and holder = $4";
        object[] asked = institution is { } code ? [kinds, asOf.ToSql(), code.Text] : [kinds, asOf.ToSql()];
        // Where nothing moved after the day, each part is what it is today.
        await using var command = snapshot.Ask(await HasMovedSince(snapshot, asOf, cancellationToken)
            ? $"""
            select kind, fund, holder, opened_on, due_on, sum(amount_fen)::bigint from ledger.outstanding_day
            where pool = $1 and kind = any($2) and cash_date <= $3 {holder}
            group by kind, fund, holder, opened_on, due_on having sum(amount_fen) <> 0
            """
            : $"""
            select kind, fund, holder, opened_on, due_on, amount_fen from ledger.outstanding_lot
            where pool = $1 and kind = any($2) and last_on <= $3 and amount_fen <> 0 {holder}
            """, asked);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.Rows(row => (
            (row.GetString(0), row.GetString(1), row.GetString(2)),
            new Lot(Day(row.GetFieldValue<DateOnly>(3)), Day(row.GetFieldValue<DateOnly>(4)), new(row.GetInt64(5)))),
            cancellationToken);
    }

    private static async Task<bool> HasMovedSince(PoolSnapshot snapshot, LocalDate asOf, CancellationToken cancellationToken)
    {
        await using var command = snapshot.Ask(
            "select exists (select from ledger.outstanding_lot where pool = $1 and last_on > $2)", asOf.ToSql());
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static LocalDate? Day(DateOnly day) => day == DateOnly.MinValue ? null : day.ToLocalDate();
}
