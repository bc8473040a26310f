using Ledger.Domain;
using Ledger.Domain.Institutions;
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
        var (one, holder) = institution is null ? ("", "") : ("and institution = $3", "and holder = $3");
        object[] asked = institution is { } code ? [snapshot.Pool.Text, year, code.Text] : [snapshot.Pool.Text, year];
        await using var batch = snapshot.CreateBatch();
        batch.Add($"""
            select institution, year, category, sum(paid_fen)::bigint, sum(settled_fen)::bigint, sum(visits)::bigint,
                sum(medical_cost_fen)::bigint, sum(in_scope_fen)::bigint, sum(out_of_scope_fen)::bigint,
                sum(self_paid_fen)::bigint, sum(exam_cost_fen)::bigint, sum(points)::bigint
            from ledger.institution_year where pool = $1 and year in ($2, $2 - 1) {one}
            group by institution, year, category
            """, asked);
        batch.Add($"""
            select institution, year, category, person_class, medical_cost_fen, in_scope_fen, out_of_scope_fen,
                self_paid_fen
            from ledger.institution_class_year where pool = $1 and year in ($2, $2 - 1) {one}
            """, asked);
        batch.Add($"""
            select institution, category, sum(allotted_fen + adjusted_fen)::bigint
            from ledger.budget_book where pool = $1 and year = $2 {one} group by institution, category
            """, asked);
        batch.Add($"""
            select holder, kind, sum(amount_fen)::bigint from ledger.outstanding_sum
            where pool = $1 and $2 > 0 and kind in ('settlement', 'clawback', 'prepayment', 'deposit') {holder}
            group by holder, kind
            """, asked);
        batch.Add($"""
            select institution, sum(amount_fen)::bigint from ledger.institution_month
            where pool = $1 and month between make_date($2, 1, 1) and make_date($2, 12, 1)
                and item in ('{InstitutionItems.RecoveredInCash}', '{InstitutionItems.RecoveredByOffset}') {one}
            group by institution
            """, asked);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var care = await reader.Rows(CareOf, cancellationToken);
        care.AddRange(await reader.NextRows(CareOfClass, cancellationToken));
        var budgets = await reader.NextRows(
            row => (row.GetString(0), row.GetString(1), new Money(row.GetInt64(2))), cancellationToken);
        var outstanding = await reader.NextRows(
            row => (row.GetString(0), row.GetString(1), new Money(row.GetInt64(2))), cancellationToken);
        var recovered = await reader.NextRows(
            row => (row.GetString(0), new Money(row.GetInt64(1))), cancellationToken);
        return new()
        {
            Care = care.ToLookup(row => row.Item1, row => row.Item2),
            Budgets = budgets.ToLookup(row => row.Item1, row => (row.Item2, row.Item3)),
            Outstanding = outstanding.ToLookup(row => row.Item1, row => (row.Item2, row.Item3)),
            Recovered = recovered.ToDictionary(row => row.Item1, row => row.Item2),
        };
    }

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
