using Ledger.Domain.PaymentCapacity;

namespace Ledger.Domain.Publications;

/// <summary>
/// Checks published tables against themselves and each other: a published figure is checked, not trusted.
/// Exact: no figure is rounded before it is compared, whatever mix of units it was printed in.
/// </summary>
public static class TieOut
{
    /// <param name="rows">Of any number of publications; each line once in a publication, pool, fund.</param>
    /// <param name="policies">The policies that a printed months figure may have been made by.</param>
    /// <exception cref="ArgumentException">A table has a line twice or two periods.</exception>
    public static TieOutResult Check(IReadOnlyList<PublicationRow> rows, CapacityPolicies policies) =>
        Check(rows, policies, new Dictionary<LedgerTableKey, LedgerTable>());

    /// <param name="rows">As above.</param>
    /// <param name="policies">As above.</param>
    /// <param name="ledger">The ledger's statement for the tables of the rows; those that it lacks are not held against it.</param>
    /// <exception cref="ArgumentException">A table has a line twice or two periods.</exception>
    public static TieOutResult Check(IReadOnlyList<PublicationRow> rows, CapacityPolicies policies,
        IReadOnlyDictionary<LedgerTableKey, LedgerTable> ledger)
    {
        var tables = PublishedTable.All(rows);
        var byFund = tables
            .GroupBy(table => (table.Pool, table.Fund))
            .ToDictionary(fund => fund.Key, fund => fund.OrderBy(table => table.To).ToList());
        var comparisons = Compare(tables, byFund.Values, ledger);
        var compared = comparisons
            .SelectMany(ofTable => ofTable)
            .SelectMany(comparison => comparison.Rows)
            .ToHashSet();

        var findings = new List<Finding>();
        var months = new List<MonthsAnswer>();
        var notChecked = new List<NotChecked>();
        foreach (var table in tables)
        {
            var differing = comparisons[table].Select(comparison => comparison.ToFinding()).OfType<Finding>();
            findings.AddRange(differing);
            notChecked.AddRange(table.Rows
                .Where(row => row != table.Months && !compared.Contains(row))
                .Select(row => NotChecked(table, row, NotCheckedReason.Of(table, row))));

            if (table.Months is not { } printed) continue;
            var outcome = MonthsCheck.Of(table, byFund[(table.Pool, table.Fund)], policies.All);
            if (outcome.Answer is { } answer) months.Add(answer);
            if (outcome.Finding is { } finding) findings.Add(finding);
            if (outcome.Reason is { } reason) notChecked.Add(NotChecked(table, printed, reason));
        }
        return new(findings, months, notChecked);
    }

    /// <summary>What of the rows the ledger was asked for.</summary>
    public static LedgerAnswer Answered(IReadOnlyList<PublicationRow> rows, string pool, long position,
        IReadOnlyDictionary<LedgerTableKey, LedgerTable> ledger)
    {
        var notCompared = PublishedTable.All(rows)
            .SelectMany(table => LedgerCheck.NotCompared(table, ledger[table.Key])).ToList();
        return new(pool, position, rows.Count - notCompared.Count, notCompared);
    }

    private static ILookup<PublishedTable, Comparison> Compare(
        IReadOnlyList<PublishedTable> tables, IEnumerable<IReadOnlyList<PublishedTable>> funds,
        IReadOnlyDictionary<LedgerTableKey, LedgerTable> ledger)
    {
        var within = tables.SelectMany(table => PartsCheck.Of(table).Concat(BalanceChecks.Of(table)));
        var between = funds
            .SelectMany(fund => fund.Zip(fund.Skip(1), BalanceChecks.OpeningMoved))
            .SelectMany(pair => pair);
        var against = tables.Where(table => ledger.ContainsKey(table.Key))
            .SelectMany(table => LedgerCheck.Of(table, ledger[table.Key]));
        return within.Concat(between).Concat(against).ToLookup(comparison => comparison.Table);
    }

    private static NotChecked NotChecked(PublishedTable table, PublicationRow row, string reason) =>
        new(table.Publication, table.Fund, row.Line, reason);
}
