using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Budgets;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.Reading;

/// <summary>The rows of the read models of institutions, as questions about a year need them: one round trip.</summary>
internal sealed class InstitutionRows
{
    internal ILookup<string, CareOfYear> Care { get; private set; } = null!;

    internal ILookup<string, (string Category, Money Amount)> Budgets { get; private set; } = null!;

    internal ILookup<string, (string Kind, Money Amount)> Outstanding { get; private set; } = null!;

    internal Dictionary<string, Money> Recovered { get; private set; } = null!;

    /// <param name="snapshot">The pool.</param>
    /// <param name="year">Care is that of this year and of the one before.</param>
    /// <param name="institution">Only this one, or all of them and the region.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    internal static async Task<InstitutionRows> Of(
        PoolSnapshot snapshot, int year, InstitutionCode? institution, CancellationToken cancellationToken)
    {
        if (snapshot.IsPast)
            return Known(await InstitutionEvents.Known(snapshot, institution, cancellationToken), year, institution?.Text);
        var (reads, rows) = Reads(snapshot.Pool, year, institution);
        await snapshot.Ask(reads, cancellationToken);
        return rows();
    }

    /// <summary>The questions, and what their answers are once they were asked.</summary>
    internal static (IReadOnlyList<BatchedRead> Reads, Func<InstitutionRows> Rows) Reads(
        PoolCode pool, int year, InstitutionCode? institution)
    {
        var (one, holder) = institution is null ? ("", "") : ("and institution = $3", "and holder = $3");
        var care = new List<(string Institution, CareOfYear Care)>();
        var (budgets, outstanding) = (new List<(string Institution, string Category, Money Amount)>(),
            new List<(string Holder, string Kind, Money Amount)>());
        var recovered = new Dictionary<string, Money>(StringComparer.Ordinal);
        return ([
            Read($"""
                select institution, year, category, sum(paid_fen)::bigint, sum(settled_fen)::bigint, sum(visits)::bigint,
                    sum(medical_cost_fen)::bigint, sum(in_scope_fen)::bigint, sum(out_of_scope_fen)::bigint,
                    sum(self_paid_fen)::bigint, sum(exam_cost_fen)::bigint, sum(points)::bigint
                from ledger.institution_year where pool = $1 and year in ($2, $2 - 1) {one}
                group by institution, year, category
                """, row => care.Add(CareOf(row))),
            Read($"""
                select institution, year, category, person_class, medical_cost_fen, in_scope_fen, out_of_scope_fen,
                    self_paid_fen
                from ledger.institution_class_year where pool = $1 and year in ($2, $2 - 1) {one}
                """, row => care.Add(CareOfClass(row))),
            Read($"""
                select institution, category, sum(allotted_fen + adjusted_fen)::bigint
                from ledger.budget_book where pool = $1 and year = $2 {one} group by institution, category
                """, row => budgets.Add((row.GetString(0), row.GetString(1), new(row.GetInt64(2))))),
            Read($"""
                select holder, kind, sum(amount_fen)::bigint from ledger.outstanding_sum
                where pool = $1 and $2 > 0 and kind in ('settlement', 'clawback', 'prepayment', 'deposit') {holder}
                group by holder, kind
                """, row => outstanding.Add((row.GetString(0), row.GetString(1), new(row.GetInt64(2))))),
            Read($"""
                select institution, sum(amount_fen)::bigint from ledger.institution_month
                where pool = $1 and month between make_date($2, 1, 1) and make_date($2, 12, 1)
                    and item in ('{InstitutionItems.RecoveredInCash}', '{InstitutionItems.RecoveredByOffset}') {one}
                group by institution
                """, row => recovered.Add(row.GetString(0), new(row.GetInt64(1)))),
        ], () => new()
        {
            Care = care.ToLookup(row => row.Institution, row => row.Care),
            Budgets = budgets.ToLookup(row => row.Institution, row => (row.Category, row.Amount)),
            Outstanding = outstanding.ToLookup(row => row.Holder, row => (row.Kind, row.Amount)),
            Recovered = recovered,
        });

        BatchedRead Read(string sql, Action<NpgsqlDataReader> onRow)
        {
            var command = new NpgsqlBatchCommand(sql)
            {
                Parameters = { new() { Value = pool.Text }, new NpgsqlParameter<int> { TypedValue = year } },
            };
            if (institution is { } code) command.Parameters.Add(new() { Value = code.Text });
            return new(command, onRow);
        }
    }

    // As the tables would have them: every key that was touched, whatever is left of it.
    internal static InstitutionRows Known(IReadOnlyList<FundEvent> entries, int year, string? institution)
    {
        var care = new Dictionary<(string Institution, int Year, string Category, string? Class), CareFigures>();
        foreach (var effect in entries.Select(InstitutionEffects.Of).OfType<InstitutionEffect>()
            .Where(effect => IsAsked(effect.Institution.Text) && (effect.Year == year || effect.Year == year - 1)))
        {
            Add(effect.Institution.Text, effect.Year, effect.Category, null, effect.Figures);
            if (effect.PersonClass is { } people)
                Add(effect.Institution.Text, effect.Year, effect.Category, people, OfClass(effect.Figures));
        }
        var moves = entries.Select(OutstandingMoves.Of).OfType<OutstandingMove>()
            .Where(move => IsAsked(move.Holder) && InstitutionStatements.Kinds.Contains(move.Kind));
        var recovered = entries.SelectMany(InstitutionItems.Of).Where(item => IsAsked(item.Institution.Text)
            && item.Month.Year == year && item.Item is InstitutionItems.RecoveredInCash or InstitutionItems.RecoveredByOffset);
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

        bool IsAsked(string holder) => institution is null || holder == institution;

        void Add(string holder, int ofYear, string category, string? people, CareFigures figures)
        {
            var key = (holder, ofYear, category, people);
            care[key] = care.GetValueOrDefault(key) + figures;
        }
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);

    // What is kept by class of person.
    private static CareFigures OfClass(CareFigures figures) => new()
    {
        MedicalCost = figures.MedicalCost, InScopeCost = figures.InScopeCost,
        OutOfScopeCost = figures.OutOfScopeCost, SelfPaid = figures.SelfPaid,
    };

    private static (string, CareOfYear) CareOf(NpgsqlDataReader row) =>
        (row.GetString(0), new(row.GetInt32(1), row.GetString(2), null, new(
            new(row.GetInt64(3)), new(row.GetInt64(4)), row.GetInt64(5), new(row.GetInt64(6)), new(row.GetInt64(7)),
            new(row.GetInt64(8)), new(row.GetInt64(9)), new(row.GetInt64(10)), row.GetInt64(11))));

    private static (string, CareOfYear) CareOfClass(NpgsqlDataReader row) =>
        (row.GetString(0), new(row.GetInt32(1), row.GetString(2), row.GetString(3), new CareFigures
        {
            MedicalCost = new(row.GetInt64(4)), InScopeCost = new(row.GetInt64(5)),
            OutOfScopeCost = new(row.GetInt64(6)), SelfPaid = new(row.GetInt64(7)),
        }));
}
