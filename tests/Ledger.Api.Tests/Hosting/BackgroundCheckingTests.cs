using Ledger.Api.Hosting;
using Ledger.Domain;
using Ledger.Testing;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests.Hosting;

/// <summary>A row of a read model that somebody edited in the database is an alert that names it.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BackgroundCheckingTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_named_in_the_log_and_by_the_doctor_until_it_is_mended()
    {
        using var pool = await TestPool.Opened(postgres);
        await using var ledger = new LedgerContext(LedgerContext.DataSource(postgres.ApplicationConnectionString));
        var alerts = new Alerts();
        using var checking = new BackgroundChecking(ledger, alerts);
        await checking.Check(PoolCode.Of(pool.Code), TimeSpan.Zero, Cancellation);
        alerts.Lines.ShouldBeEmpty();
        (await Report(pool)).Verified.ShouldBe(4);

        await using (var edit = postgres.DataSource.CreateCommand($"""
            update ledger.fund_total set amount_fen = amount_fen + 1
            where ctid = (select min(ctid) from ledger.fund_total where pool = '{pool.Code}' and fund = 'resident')
            """))
        {
            (await edit.ExecuteNonQueryAsync(Cancellation)).ShouldBe(1);
        }
        await checking.Check(PoolCode.Of(pool.Code), TimeSpan.Zero, Cancellation);

        alerts.Lines.Count.ShouldBe(2);
        alerts.Lines[0].ShouldBe($"alert: pool {pool.Code}: 1 rows of read models are not what the log says, checked at position 4; run ./ledger rebuild --check");
        alerts.Lines[1].ShouldStartWith($"alert: pool {pool.Code}: fund_total {{\"fund\": \"resident\"");
        (await Report(pool)).Problems.ShouldContain(line => line.Contains($"1 row of the figures of pool {pool.Code} was not what the log says")
            && line.Contains("fund_total {\"fund\": \"resident\""));

        (await pool.Run("rebuild", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        await checking.Check(PoolCode.Of(pool.Code), TimeSpan.Zero, Cancellation);
        (await Report(pool)).Problems.ShouldNotContain(line => line.Contains(pool.Code));
    }

    private static async Task<(long Verified, IReadOnlyList<string> Problems)> Report(TestPool pool)
    {
        var report = (await pool.Run("doctor", "--json")).Json;
        return (report.GetProperty("following").EnumerateArray().Single(one => one.GetProperty("pool").GetString() == pool.Code)
            .GetProperty("verified").GetInt64(), [.. report.GetProperty("problems").EnumerateArray().Select(line => line.GetString()!)]);
    }

    private sealed class Alerts : ILogger<BackgroundChecking>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
