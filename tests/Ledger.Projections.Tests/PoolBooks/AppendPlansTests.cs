using System.Text.RegularExpressions;
using Ledger.Api;
using Ledger.Projections.Tests.Reading;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.PoolBooks;

/// <summary>
/// A connection plans a statement once and keeps the plan, and an import is one connection to its end. So a plan must be
/// right for a large table though it was made on a small one.
/// </summary>
public sealed partial class AppendPlansTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // A statement is prepared at its fifth use.
    private const int Batches = 8;

    // A pool has a few dozen funds at most, each with some years.
    private static readonly string[] _short = ["fund_book", "fund_year_book"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// A pool with one event, whose statistics say so, makes every index look alike. What is sought by its key must be
    /// sought by the whole of it then too: a plan that filters reads a whole pool for each row of a batch.
    /// </summary>
    [Fact]
    public async Task What_an_append_asks_on_nearly_empty_tables_is_sought_by_whole_keys()
    {
        var begun = await RecordedPool.In(postgres, "571101");
        var history = GeneratedHistory.Of(seed: 5, rowCount: 400).ToList();
        await begun.Record(history.Take(1).ToList());
        await postgres.DataSource.Execute("vacuum (analyze)", Cancellation);

        await using var database = PreparedStatements.OneConnection(postgres);
        var recorded = new RecordedPool(new LedgerContext(database), begun.Pool);
        await using (var append = await recorded.Ledger.Store.Begin(
            recorded.Pool, Duration.FromSeconds(10), rehearsal: false, Cancellation))
        {
            await recorded.Record(append, history.Skip(1).ToList(), batch: history.Count / Batches);
            await append.Commit(Cancellation);
        }

        var plans = await PreparedStatements.Plans(
            database, @"statement ~ 'ledger\.' and statement !~ 'pg_prepared_statements'");
        plans.Count(one => one.Sql.Contains("unnest", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(6);
        foreach (var (sql, plan) in plans)
        {
            Filtered().Matches(plan).Select(found => found.Groups["table"].Value).Except(_short)
                .ShouldBeEmpty($"{sql}\n{plan}");
            plan.ShouldNotContain("Seq Scan", customMessage: $"{sql}\n{plan}");
        }
    }

    [GeneratedRegex(@"Scan .*?on (?<table>\w+).*\n(\s+Index Cond: .*\n)?\s+Filter:")]
    private static partial Regex Filtered();
}
