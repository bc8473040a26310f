using Ledger.Projections.FundHistory;
using Ledger.Projections.Reading;
using Ledger.Testing;
using Npgsql;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Reading;

/// <summary>
/// Figures are read by statements that a connection prepares once. Their plans outlive what they were made on: tables
/// that were all but empty, and tables that are made again.
/// </summary>
public sealed class PreparedReadsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // More often than it takes PostgreSQL to settle on one plan for all values.
    private const int Readings = 12;

    // The questions of looks; what else was prepared on the way is not theirs.
    private const string OfLooks = """
        statement ~ '^select' and statement ~ 'ledger\.(pool_head|fund_book|fund_total|fund_total_kept|fund_block|mt_events_\d+)\M'
            and statement !~ 'for update' and statement ~ '\$1'
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("571001", 12)]
    [InlineData("571002", 5_000)]
    public async Task A_prepared_read_seeks_by_a_key_whatever_the_tables_held_when_it_was_planned(string code, int rows)
    {
        var recorded = await RecordedPool.In(postgres, code);
        await recorded.Record(GeneratedHistory.Of(3, rows));
        await postgres.DataSource.Execute("vacuum (analyze)", Cancellation);

        await using var database = PreparedStatements.OneConnection(postgres);
        var looks = LooksOn(database, recorded);
        for (var reading = 0; reading < Readings; reading++) await Read(recorded, looks);

        var plans = await PreparedStatements.Plans(database, OfLooks);
        List<string> read = ["pool_head", "fund_book", "fund_total", "fund_block", "mt_events_"];
        if (rows > HistoryBlock.TotalsEvery) read.Add("fund_total_kept");
        foreach (var table in read) plans.ShouldContain(one => one.Sql.Contains($"ledger.{table}"), table);
        foreach (var (sql, plan) in plans)
        {
            plan.ShouldContain("Index", customMessage: sql);
            plan.ShouldNotContain("Seq Scan", customMessage: sql);
        }
    }

    [Fact]
    public async Task A_prepared_read_goes_on_after_the_tables_were_made_again()
    {
        var recorded = await RecordedPool.In(postgres, "571003");
        await recorded.Record([.. Books("2024-01-01", 1_000), Pay("S-1", "2024-02-03", 10)]);
        await using var database = PreparedStatements.OneConnection(postgres);
        var looks = LooksOn(database, recorded);
        for (var reading = 0; reading < Readings; reading++) await Read(recorded, looks);
        (await PreparedStatements.Plans(database, OfLooks)).ShouldNotBeEmpty();

        await postgres.DataSource.Execute("update ledger.read_model_shape set fingerprint = 'older'", Cancellation);
        await recorded.Ledger.Prepare(Cancellation);

        (await Read(recorded, looks)).ShouldBe(990_00);
        await recorded.Record(Pay("S-2", "2024-02-03", 90));
        (await Read(recorded, looks)).ShouldBe(900_00);
    }

    private static async Task<long> Read(RecordedPool recorded, PoolLooks looks)
    {
        var question = new PoolQuestion(recorded.Pool, null, null, null, (_, date) => FundBalances.Spans(date));
        await using var look = await looks.Take(question, Cancellation);
        // Known through events alone, through a block and events, and through totals that were kept.
        foreach (var position in (long[])[2, look.Position - 1, HistoryBlock.TotalsEvery + 1])
            await (await looks.Take(question with { Position = position }, Cancellation)).DisposeAsync();
        var balances = await FundBalances.At(look, [.. look.Funds.Keys], look.LastCashDate!.Value, Cancellation);
        return balances.Sum(balance => balance.Balance?.Fen ?? 0);
    }

    private static PoolLooks LooksOn(NpgsqlDataSource database, RecordedPool recorded) =>
        new(database, recorded.Ledger.Store, new(recorded.Ledger.Chart));
}
