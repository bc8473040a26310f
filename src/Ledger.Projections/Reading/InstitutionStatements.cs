using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.Projections.Institutions;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>A month between an institution and a fund.</summary>
/// <param name="Items">Every item of the statement, in its order.</param>
/// <param name="Outstanding">What is outstanding at the end of the month, by kind.</param>
public sealed record InstitutionMonth(
    YearMonth Month, IReadOnlyDictionary<string, Money> Items, IReadOnlyDictionary<string, Money> Outstanding);

/// <summary>A year between an institution and a fund, month by month where anything moved.</summary>
/// <param name="Opening">What was outstanding when the year began, by kind.</param>
public sealed record InstitutionStatement(
    FundCode Fund, IReadOnlyDictionary<string, Money> Opening, IReadOnlyList<InstitutionMonth> Months);

/// <summary>Answers "what was settled, paid and kept back, and what is still owed?", for one institution to check.</summary>
public static class InstitutionStatements
{
    /// <summary>What the statement says is outstanding, in its order.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        [OutstandingKinds.Settlement, OutstandingKinds.Prepayment, OutstandingKinds.Deposit, OutstandingKinds.Clawback];

    // The column of January in a row of what moved in a year.
    private const int ByJanuary = 3;

    private const string ItemsOfToday = """
        from ledger.institution_month
        where pool = $1 and institution = $2 and month between make_date($3, 1, 1) and make_date($3, 12, 1)
        """;

    public static async Task<IReadOnlyList<InstitutionStatement>> Of(
        PoolSnapshot snapshot, InstitutionCode institution, int year, CancellationToken cancellationToken)
    {
        var kept = snapshot.IsPast ? await snapshot.Institutions(cancellationToken) : null;
        var (items, moves) = kept?.At == 0 ? ([], []) : await Read(snapshot, institution, year, kept?.At, cancellationToken);
        if (kept is not null)
        {
            var (itemsSince, movesSince) = Known(kept.Since, institution, year);
            items.AddRange(itemsSince);
            moves.AddRange(movesSince);
        }
        var funds = new SortedSet<string>(
            items.Concat(moves).Select(row => row.Fund), StringComparer.Ordinal);
        return
        [
            .. funds.Select(fund => Of(FundCode.Of(fund), year,
                [.. items.Where(row => row.Fund == fund).Select(row => (row.Month, row.Name, row.Amount))],
                [.. moves.Where(row => row.Fund == fund).Select(row => (row.Month, row.Name, row.Amount))])),
        ];
    }

    private static (List<(string Fund, YearMonth Month, string Name, Money Amount)> Items,
        List<(string Fund, YearMonth Month, string Name, Money Amount)> Moves) Known(
            IReadOnlyList<FundEvent> entries, InstitutionCode institution, int year) =>
    (
        [
            .. entries.SelectMany(InstitutionItems.Of)
                .Where(item => item.Institution == institution && item.Month.Year == year)
                .Select(item => (item.Fund.Text, item.Month, item.Item, item.Amount)),
        ],
        [
            .. entries.Select(OutstandingMoves.Of).OfType<OutstandingMove>()
                .Where(move => move.Holder == institution.Text && Kinds.Contains(move.Kind) && move.CashDate.Year <= year)
                .Select(move => (move.Fund.Text, move.CashDate.Year == year ? move.CashDate.ToYearMonth() : new(year - 1, 12),
                    move.Kind, move.Amount)),
        ]
    );

    private static async Task<(List<(string Fund, YearMonth Month, string Name, Money Amount)> Items,
        List<(string Fund, YearMonth Month, string Name, Money Amount)> Moves)> Read(
            PoolSnapshot snapshot, InstitutionCode institution, int year, long? at, CancellationToken cancellationToken)
    {
        await using var batch = snapshot.CreateBatchWithPositions();
        object[] asked = at is { } position
            ? [snapshot.Pool.Text, institution.Text, year, position]
            : [snapshot.Pool.Text, institution.Text, year];
        // What was kept then is found by the keys that there are today: each was there before if it was there then.
        batch.Add(at is null
            ? $"select fund, month, item, amount_fen {ItemsOfToday}"
            : $"""
            select k.fund, k.month, k.item, r.amount_fen from (select fund, month, item {ItemsOfToday}) as k
            cross join lateral (
                select amount_fen from ledger.institution_month_kept
                where pool = $1 and institution = $2 and month = k.month and fund = k.fund and item = k.item and position <= $4
                order by position desc limit 1) as r
            """, asked);
        batch.Add($"""
            select k.fund, k.kind, y.year, {InstitutionHistory.ByMonth} from ledger.outstanding_sum as k
            cross join lateral generate_series(
                extract(year from k.first_on)::integer, least($3, extract(year from k.last_on)::integer)) as y(year)
            cross join lateral (
                select {InstitutionHistory.ByMonth} from ledger.outstanding_year_kept
                where pool = $1 and holder = $2 and kind = k.kind and fund = k.fund and year = y.year
                    {(at is null ? "" : "and position <= $4")}
                order by position desc limit 1) as r
            where k.pool = $1 and k.holder = $2 and k.kind in ('settlement', 'prepayment', 'deposit', 'clawback')
            """, asked);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var items = await reader.Rows(row => (Fund: row.GetString(0), Month: MonthOf(row.GetFieldValue<DateOnly>(1)),
            Name: row.GetString(2), Amount: new Money(row.GetInt64(3))), cancellationToken);
        var moves = await reader.NextRows(row => Moves(row, year), cancellationToken);
        return (items, [.. moves.SelectMany(rows => rows)]);
    }

    // What is outstanding when the year begins, and what each month does to it.
    private static List<(string Fund, YearMonth Month, string Name, Money Amount)> Moves(NpgsqlDataReader row, int year)
    {
        var (fund, kind, before) = (row.GetString(0), row.GetString(1), row.GetInt32(2) < year);
        if (before) return [(fund, new(year - 1, 12), kind, new(By(12)))];
        return
        [
            .. Enumerable.Range(1, 12)
                .Select(month => (fund, new YearMonth(year, month), kind, Amount: new Money(By(month) - By(month - 1))))
                .Where(move => move.Amount != Money.Zero),
        ];

        long By(int month) => month == 0 ? 0 : row.GetInt64(ByJanuary + month - 1);
    }

    private static InstitutionStatement Of(FundCode fund, int year,
        IReadOnlyList<(YearMonth Month, string Name, Money Amount)> items,
        IReadOnlyList<(YearMonth Month, string Name, Money Amount)> moves)
    {
        return new(fund, At(new(year - 1, 12)),
        [
            .. Enumerable.Range(1, 12).Select(month => new YearMonth(year, month))
                .Where(month => items.Any(row => row.Month == month) || moves.Any(row => row.Month == month))
                .Select(month => new InstitutionMonth(
                    month, Sums(InstitutionItems.All, items.Where(row => row.Month == month)), At(month))),
        ]);

        Dictionary<string, Money> At(YearMonth month) => Sums(Kinds, moves.Where(row => row.Month <= month));
    }

    private static Dictionary<string, Money> Sums(
        IEnumerable<string> names, IEnumerable<(YearMonth Month, string Name, Money Amount)> rows)
    {
        var sums = names.ToDictionary(name => name, _ => Money.Zero);
        foreach (var row in rows) sums[row.Name] += row.Amount;
        return sums;
    }

    private static YearMonth MonthOf(DateOnly day) => new(day.Year, day.Month);
}
