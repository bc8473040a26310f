using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Budgets;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.EventStore;
using Ledger.Projections.Institutions;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>
/// The sums of institutions as questions about a year need them, in one round trip: of today from the tables of today, of the
/// past from what is kept of it and the events since.
/// </summary>
internal sealed class InstitutionRows
{
    // Two rows of a key that moves often.
    private const int NewestPositions = 2 * KeptPositions.Every;

    private const string RecoveredInYear = $"""
        from ledger.institution_month
        where pool = $1 and month between make_date($2, 1, 1) and make_date($2, 12, 1)
            and item in ('{InstitutionItems.RecoveredInCash}', '{InstitutionItems.RecoveredByOffset}')
        """;

    internal ILookup<string, CareOfYear> Care { get; private init; } = null!;

    internal ILookup<string, (string Category, Money Amount)> Budgets { get; private init; } = null!;

    internal ILookup<string, (string Kind, Money Amount)> Outstanding { get; private init; } = null!;

    internal Dictionary<string, Money> Recovered { get; private init; } = null!;

    /// <param name="snapshot">The pool.</param>
    /// <param name="year">Care is that of this year and of the one before.</param>
    /// <param name="institutions">Only these, or all of them and the region.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    internal static async Task<InstitutionRows> Of(PoolSnapshot snapshot, int year,
        IReadOnlyCollection<InstitutionCode>? institutions, CancellationToken cancellationToken)
    {
        if (!snapshot.IsPast)
        {
            var (reads, rows) = Reads(snapshot.Pool, year, institutions);
            await snapshot.Ask(reads, cancellationToken);
            return rows();
        }
        var kept = await snapshot.Institutions(cancellationToken);
        var since = Known(kept.Since, year, institutions);
        if (kept.At == 0) return since;
        var (keptReads, keptRows) = KeptReads(snapshot.Pool, year, institutions, kept.At);
        await snapshot.AskWithPositions(keptReads, cancellationToken);
        return keptRows().And(since);
    }

    /// <summary>The questions about today, and what their answers are once they were asked.</summary>
    internal static (IReadOnlyList<BatchedRead> Reads, Func<InstitutionRows> Rows) Reads(
        PoolCode pool, int year, IReadOnlyCollection<InstitutionCode>? institutions)
    {
        var answers = new Answers(pool, year, institutions, []);
        var (one, holder) = (answers.Are("institution"), answers.Are("holder"));
        return ([
            answers.Care($"""
                select institution, year, category, '', {CareColumns.Sums}
                from ledger.institution_year where pool = $1 and year in ($2, $2 - 1) {one}
                group by institution, year, category
                """),
            answers.Care($"""
                select institution, year, category, person_class, 0::bigint, 0::bigint, 0::bigint, medical_cost_fen,
                    in_scope_fen, out_of_scope_fen, self_paid_fen, 0::bigint, 0::bigint
                from ledger.institution_class_year where pool = $1 and year in ($2, $2 - 1) {one}
                """),
            answers.Budgets($"""
                select institution, category, sum(allotted_fen + adjusted_fen)::bigint
                from ledger.budget_book where pool = $1 and year = $2 {one} group by institution, category
                """),
            answers.Outstanding($"""
                select holder, kind, sum(amount_fen)::bigint from ledger.outstanding_sum
                where pool = $1 and $2 > 0 and kind in ('settlement', 'clawback', 'prepayment', 'deposit') {holder}
                group by holder, kind
                """),
            answers.Recovered($"""
                select institution, sum(amount_fen)::bigint {RecoveredInYear} {one} group by institution
                """),
        ], answers.Rows);
    }

    // The sums of a position are found by the keys that there are today: each was there before if it was there then.
    private static (IReadOnlyList<BatchedRead> Reads, Func<InstitutionRows> Rows) KeptReads(
        PoolCode pool, int year, IReadOnlyCollection<InstitutionCode>? institutions, long at)
    {
        var answers = new Answers(pool, year, institutions, [at]);
        var (one, holder) = (answers.Are("institution"), answers.Are("holder"));
        return ([
            answers.Care(KeptCare(one, ofAll: institutions is null)),
            answers.Budgets($"""
                select k.institution, k.category, r.amount_fen from (
                    select distinct institution, category from ledger.budget_book where pool = $1 and year = $2 {one}) as k
                cross join lateral (
                    select amount_fen from ledger.budget_kept
                    where pool = $1 and year = $2 and institution = k.institution and category = k.category and position <= $3
                    order by position desc limit 1) as r
                """),
            answers.Outstanding($"""
                select k.holder, k.kind, r.amount_fen from ledger.outstanding_sum as k
                cross join lateral (
                    select amount_fen from ledger.outstanding_kept
                    where pool = $1 and holder = k.holder and kind = k.kind and fund = k.fund and position <= $3
                    order by position desc limit 1) as r
                where k.pool = $1 and $2 > 0 and k.kind in ('settlement', 'clawback', 'prepayment', 'deposit') {holder}
                """),
            answers.Recovered($"""
                select k.institution, sum(r.amount_fen)::bigint from (
                    select institution, month, fund, item {RecoveredInYear} {one}) as k
                cross join lateral (
                    select amount_fen from ledger.institution_month_kept
                    where pool = $1 and institution = k.institution and month = k.month and fund = k.fund and item = k.item
                        and position <= $3
                    order by position desc limit 1) as r
                group by k.institution
                """),
        ], answers.Rows);
    }

    // What did not move since is what it is today; of the rest the last row is a seek each.
    private static string KeptCare(string one, bool ofAll) => $"""
        with keys as materialized (
            select year, institution, category, '' as person_class, {CareColumns.Sums}, max(last_position) as last_position
            from ledger.institution_year where pool = $1 and year in ($2, $2 - 1) {one} group by year, institution, category
            union all
            select year, institution, category, person_class, 0, 0, 0, medical_cost_fen, in_scope_fen, out_of_scope_fen,
                self_paid_fen, 0, 0, last_position
            from ledger.institution_class_year where pool = $1 and year in ($2, $2 - 1) {one}),
        newest as materialized ({(ofAll ? NewestCare : "select * from keys where false")})
        select institution, year, category, person_class, {CareColumns.Names} from newest
        union all
        select k.institution, k.year, k.category, k.person_class, r.* from keys as k
        cross join lateral (
            select {CareColumns.NamesOf("k")} where k.last_position <= $3
            union all
            (select {CareColumns.Names} from ledger.institution_year_kept
            where k.last_position > $3 and pool = $1 and year = k.year and institution = k.institution
                and category = k.category and person_class = k.person_class and position <= $3
            order by position desc limit 1)) as r
        where not exists (select from newest as n where n.year = k.year and n.institution = k.institution
            and n.category = k.category and n.person_class = k.person_class)
        """;

    // Of all institutions most have their last row among the newest, which lie together: a seek each would go to as many
    // places as there are keys.
    private static string NewestCare => $"""
        select distinct on (year, institution, category, person_class) year, institution, category, person_class, {CareColumns.Names}
        from ledger.institution_year_kept
        where pool = $1 and year in ($2, $2 - 1) and position > $3 - {NewestPositions} and position <= $3
        order by year, institution, category, person_class, position desc
        """;

    // Of each key the sum of both.
    private InstitutionRows And(InstitutionRows more) => new()
    {
        Care = Care.Concat(more.Care).SelectMany(row => row, (row, care) => (row.Key, Care: care))
            .ToLookup(row => row.Key, row => row.Care),
        Budgets = Both(Budgets, more.Budgets),
        Outstanding = Both(Outstanding, more.Outstanding),
        Recovered = Recovered.Concat(more.Recovered).GroupBy(row => row.Key, row => row.Value)
            .ToDictionary(row => row.Key, Sum, StringComparer.Ordinal),
    };

    private static ILookup<string, (string, Money)> Both(
        ILookup<string, (string Name, Money Amount)> one, ILookup<string, (string Name, Money Amount)> more) => one.Concat(more)
        .SelectMany(row => row, (row, part) => (Holder: row.Key, part.Name, part.Amount))
        .GroupBy(row => (row.Holder, row.Name), row => row.Amount)
        .ToLookup(row => row.Key.Holder, row => (row.Key.Name, Sum(row)));

    // As the tables would have them: every key that was touched, whatever is left of it.
    internal static InstitutionRows Known(
        IReadOnlyList<FundEvent> entries, int year, IReadOnlyCollection<InstitutionCode>? institutions)
    {
        var asked = institutions?.Select(code => code.Text).ToHashSet(StringComparer.Ordinal);
        var care = new Dictionary<(string Institution, int Year, string Category, string? Class), CareFigures>();
        foreach (var effect in entries.Select(InstitutionEffects.Of).OfType<InstitutionEffect>()
            .Where(effect => IsAsked(effect.Institution.Text) && (effect.Year == year || effect.Year == year - 1)))
        {
            Add(effect.Institution.Text, effect.Year, effect.Category, null, effect.Figures);
            if (effect.PersonClass is { } people)
                Add(effect.Institution.Text, effect.Year, effect.Category, people, effect.Figures.OfClass());
        }
        var moves = entries.Select(OutstandingMoves.Of).OfType<OutstandingMove>()
            .Where(move => IsAsked(move.Holder) && InstitutionStatements.Kinds.Contains(move.Kind));
        var recovered = entries.SelectMany(InstitutionItems.Of).Where(item => IsAsked(item.Institution.Text)
            && item.Month.Year == year && item.IsRecovered);
        return new()
        {
            Care = care.ToLookup(row => row.Key.Institution,
                row => new CareOfYear(row.Key.Year, row.Key.Category, row.Key.Class, row.Value)),
            Budgets = entries.Select(BudgetEffects.Of).OfType<BudgetEffect>().Where(effect => effect.Year == year)
                .Select(effect => (Holder: effect.Institution?.Text ?? "", effect.Category, Amount: effect.Allotted + effect.Adjusted))
                .Where(effect => IsAsked(effect.Holder)).ToLookup(row => row.Holder, row => (row.Category, row.Amount)),
            Outstanding = moves.GroupBy(move => (move.Holder, move.Kind))
                .ToLookup(group => group.Key.Holder, group => (group.Key.Kind, Sum(group.Select(move => move.Amount)))),
            Recovered = recovered.GroupBy(item => item.Institution.Text)
                .ToDictionary(group => group.Key, group => Sum(group.Select(item => item.Amount))),
        };

        bool IsAsked(string holder) => asked is null || asked.Contains(holder);

        void Add(string holder, int ofYear, string category, string? people, CareFigures figures)
        {
            var key = (holder, ofYear, category, people);
            care[key] = care.GetValueOrDefault(key) + figures;
        }
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);

    /// <summary>The questions of one batch, and the rows that answer them.</summary>
    /// <param name="pool">The pool: $1.</param>
    /// <param name="year">The year: $2.</param>
    /// <param name="institutions">The last parameter, where there are some.</param>
    /// <param name="between">Parameters between them.</param>
    private sealed class Answers(PoolCode pool, int year, IReadOnlyCollection<InstitutionCode>? institutions, long[] between)
    {
        private readonly List<(string Institution, CareOfYear Care)> _care = [];
        private readonly List<(string Institution, string Category, Money Amount)> _budgets = [];
        private readonly List<(string Holder, string Kind, Money Amount)> _outstanding = [];
        private readonly Dictionary<string, Money> _recovered = new(StringComparer.Ordinal);

        /// <summary>That a column is one of the institutions: a single one, which is asked for most, is a plain seek.</summary>
        internal string Are(string column) => institutions switch
        {
            null => "",
            { Count: 1 } => $"and {column} = ${3 + between.Length}",
            _ => $"and {column} = any(${3 + between.Length})",
        };

        internal BatchedRead Care(string sql) => Read(sql, row => _care.Add((row.GetString(0), CareOf(row))));

        internal BatchedRead Budgets(string sql) =>
            Read(sql, row => _budgets.Add((row.GetString(0), row.GetString(1), new(row.GetInt64(2)))));

        internal BatchedRead Outstanding(string sql) =>
            Read(sql, row => _outstanding.Add((row.GetString(0), row.GetString(1), new(row.GetInt64(2)))));

        internal BatchedRead Recovered(string sql) => Read(sql, row => _recovered.Add(row.GetString(0), new(row.GetInt64(1))));

        internal InstitutionRows Rows() => new()
        {
            Care = _care.ToLookup(row => row.Institution, row => row.Care),
            Budgets = _budgets.ToLookup(row => row.Institution, row => (row.Category, row.Amount)),
            Outstanding = _outstanding.ToLookup(row => row.Holder, row => (row.Kind, row.Amount)),
            Recovered = _recovered,
        };

        private BatchedRead Read(string sql, Action<NpgsqlDataReader> onRow)
        {
            var command = new NpgsqlBatchCommand(sql)
            {
                Parameters = { new() { Value = pool.Text }, new NpgsqlParameter<int> { TypedValue = year } },
            };
            foreach (var value in between) command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
            if (institutions is { Count: 1 }) command.Parameters.Add(new() { Value = institutions.First().Text });
            else if (institutions is not null) command.Parameters.Add(new() { Value = institutions.Select(code => code.Text).ToArray() });
            return new(command, onRow);
        }

        private static CareOfYear CareOf(NpgsqlDataReader row) => new(row.GetInt32(1), row.GetString(2),
            row.GetString(3) is { Length: > 0 } people ? people : null, new(
                new(row.GetInt64(4)), new(row.GetInt64(5)), row.GetInt64(6), new(row.GetInt64(7)), new(row.GetInt64(8)),
                new(row.GetInt64(9)), new(row.GetInt64(10)), new(row.GetInt64(11)), row.GetInt64(12)));
    }
}
