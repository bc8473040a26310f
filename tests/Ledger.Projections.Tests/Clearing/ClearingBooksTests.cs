using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Settlements;
using Ledger.Testing;
using static Ledger.Projections.Tests.Entries;

namespace Ledger.Projections.Tests.Clearing;

/// <summary>What clearings rest on is the same rows, however the log was cut into batches.</summary>
public sealed class ClearingBooksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly FundEvent[] _history =
    [
        .. Books("2025-01-01", 1_000_000),
        Of<SettlementRecorded>("S-1", "2025-06-30", 10_000) with { Category = "inpatient", Institution = Hospital },
        Pay("P-1", "2025-07-10", 10_000) with { Original = DocumentId.Of("S-1") },
        Withheld("W-1", "S-1", 50), Withheld("W-2", "S-1", 40), Withheld("W-3", "S-1", 30),
        Of<DepositReleased>("L-1", "2026-02-01", 20) with { Institution = Hospital, Original = DocumentId.Of("W-1") },
        Of<DepositForfeited>("G-1", "2026-02-01", 30) with { Institution = Hospital, Original = DocumentId.Of("W-1") },
        Of<DepositReleased>("L-2", "2026-02-01", 15) with { Institution = Hospital, Original = DocumentId.Of("W-2") },
        Undo("X-1", "2026-02-02", "L-2"), Undo("X-2", "2026-02-02", "W-3"),
        Score("F-1", "2025-12-31", 70), Score("F-2", "2025-12-31", 80), Score("F-3", "2026-01-10", 90, year: 2025),
        Score("F-4", "2026-01-11", 99, year: 2025), Undo("X-3", "2026-01-12", "F-4"),
        Cleared("Q-1", 10, "up"), Cleared("Q-2", 4, "down"), Cleared("Q-3", 6, "up"), Undo("X-4", "2026-02-02", "Q-3"),
        Pay("P-2", "2026-04-20", 7) with { Original = DocumentId.Of("Q-1") },
        Pay("P-3", "2026-04-20", 2) with { Original = DocumentId.Of("Q-1"), Category = "outpatient", Institution = null },
        Return("R-3", "2026-04-21", 2, "P-3"),
        Pay("P-4", "2026-04-22", 1) with { Original = DocumentId.Of("Q-1") }, Undo("X-5", "2026-04-23", "P-4"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5000)]
    public async Task Decisions_payments_deposits_and_scores_are_those_of_the_log(int batch)
    {
        var pool = await RecordedPool.In(postgres, $"61{batch:0000}");
        await pool.Record([.. _history.Select(entry => (FundEvent[])[entry])], batch);

        (await Rows(pool, "clearing_book", "document, category, cash_date, decided_fen")).ShouldBe(
        [
            "(Q-1,annual,2026-01-31,1000)", "(Q-2,annual,2026-01-31,-400)", "(Q-3,annual,2026-01-31,0)",
        ]);
        (await Rows(pool, "clearing_payment", "year, category, paid_fen"))
            .ShouldBe(["(2025,inpatient,700)", "(2025,outpatient,0)"]);
        (await Rows(pool, "deposit_book", "year, document, held_fen"))
            .ShouldBe(["(2025,W-1,0)", "(2025,W-2,4000)", "(2025,W-3,0)"]);
        (await Rows(pool, "fact_count", "category, year, cash_date, document, count")).ShouldBe(
        [
            "(score,2025,2025-12-31,F-1,70)", "(score,2025,2025-12-31,F-2,80)", "(score,2025,2026-01-10,F-3,90)",
        ]);
    }

    [Fact]
    public async Task Made_again_from_the_log_they_are_the_same()
    {
        var pool = await RecordedPool.In(postgres, "619999");
        await pool.Record(_history);
        string[] tables = ["clearing_book", "clearing_payment", "deposit_book", "fact_count"];
        var written = new List<string>();
        foreach (var table in tables) written.AddRange(await Rows(pool, table, "t"));

        await Execute("update ledger.read_model_shape set fingerprint = 'older'");
        await Execute("update ledger.clearing_book set decided_fen = 1");
        await pool.Ledger.Prepare(TestContext.Current.CancellationToken);

        var rebuilt = new List<string>();
        foreach (var table in tables) rebuilt.AddRange(await Rows(pool, table, "t"));
        rebuilt.ShouldBe(written);
    }

    private static DepositWithheld Withheld(string document, string payment, long yuan) =>
        Of<DepositWithheld>(document, "2025-07-10", yuan) with { Institution = Hospital, Original = DocumentId.Of(payment) };

    private static YearEndCleared Cleared(string document, long yuan, string direction) =>
        Of<YearEndCleared>(document, "2026-01-31", yuan) with
        {
            Institution = Hospital, BudgetYear = 2025, Direction = direction, Category = "annual",
        };

    private static FactRecorded Score(string document, string date, long score, int? year = null) => new()
    {
        Document = DocumentId.Of(document), CashDate = Day(date), Category = "score", Count = score,
        Institution = Hospital, Fund = Resident, BudgetYear = year,
    };

    private async Task<List<string>> Rows(RecordedPool pool, string table, string columns)
    {
        var row = columns == "t" ? "t::text" : $"row({columns})::text";
        await using var command = postgres.DataSource.CreateCommand(
            $"select {row} from ledger.{table} as t where pool = $1 order by 1");
        command.Parameters.Add(new() { Value = pool.Pool.Text });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
