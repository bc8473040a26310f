using System.Diagnostics.Metrics;
using System.Text.Json;
using Ledger.Api.Hosting;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Hosting;

/// <summary>While the program serves, the figures of institutions and persons follow the log though nobody asks.</summary>
public sealed class BackgroundFollowingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private LedgerContext? _ledger;
    private WebApplication? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ledger = new LedgerContext(LedgerContext.DataSource(postgres.ConnectionString));
        await _ledger.Prepare(Cancellation);
        _server = LedgerServer.Build(_ledger, "http://127.0.0.1:0");
        await _server.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.StopAsync(Cancellation);
        await _server.DisposeAsync();
        await _ledger!.DisposeAsync();
    }

    [Fact]
    public async Task What_is_recorded_is_followed()
    {
        await Import("720201", "L", visits: 3);
        await Followed("720201", 5);
        await Import("720201", "M", visits: 2);
        await Followed("720201", 7);

        (await Number("select paid_fen from ledger.institution_year where pool = '720201' and category = 'outpatient'"))
            .ShouldBe(500);
    }

    [Fact]
    public async Task A_parked_event_is_said_by_the_readiness_and_taken_when_it_can_be()
    {
        await using (var held = await postgres.DataSource.OpenConnectionAsync(Cancellation))
        {
            // Not followed before it is spoilt.
            await Execute("insert into ledger.followed (pool, position) values ('720202', 0)");
            await using var transaction = await held.BeginTransactionAsync(Cancellation);
            await using var hold = held.CreateCommand();
            hold.CommandText = "select 1 from ledger.followed where pool = '720202' for update";
            await hold.ExecuteNonQueryAsync(Cancellation);
            await Import("720202", "L", visits: 3);
            await Execute(Tampering.With("update ledger.mt_events set type = 'not_known' where tenant_id = '720202' and seq_id = 4"));
        }

        await Followed("720202", 5);
        await Ready(following => following.GetProperty("parked").GetInt64() == 1
            && following.GetProperty("eventsBehind").GetInt64() == 0);
        await Execute(Tampering.With("update ledger.mt_events set type = 'reimbursement_paid' where tenant_id = '720202' and seq_id = 4"));
        await Ready(following => following.GetProperty("parked").GetInt64() == 0);

        (await Number("select paid_fen from ledger.institution_year where pool = '720202' and category = 'outpatient'"))
            .ShouldBe(300);
    }

    [Fact]
    public void The_lag_of_each_pool_is_a_gauge_of_the_meter_Ledger()
    {
        var (first, second) = (PoolCode.Of("720203"), PoolCode.Of("720204"));
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var state = new FollowingState(services.GetRequiredService<IMeterFactory>());
        state.Seen([new(first, 1_000, 700, 12.5, 2, false, 900), new(second, 5, 5, 0, 0, false, 5)], isWell: true);
        var measured = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Ledger" && instrument.Name.StartsWith("ledger.following.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags[0].Value));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags[0].Value));
        listener.Start();
        listener.RecordObservableInstruments();

        // Servers of other tests have the same gauges, of other pools.
        measured.Where(line => line.EndsWith("720203", StringComparison.Ordinal) || line.EndsWith("720204", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ShouldBe(
            [
                "ledger.following.lag.events 0 720204", "ledger.following.lag.events 300 720203",
                "ledger.following.lag.seconds 0 720204", "ledger.following.lag.seconds 12.5 720203",
                "ledger.following.parked.events 0 720204", "ledger.following.parked.events 2 720203",
            ]);

        void Note(Instrument instrument, IFormattable value, object? pool) =>
            measured.Add($"{instrument.Name} {value.ToString(null, null)} {pool}");
    }

    private async Task Import(string pool, string documents, int visits)
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(1, visits)
            .Select(number => $"reimbursement_paid,{documents}-{number},resident,1.00,2027-02-01,outpatient,H33082500001");
        var file = folder.Write("rows.csv", string.Join('\n',
        [
            "kind,document,fund,amount,date,category,institution",
            "fund_opened,O-1,resident,,2027-01-01,,",
            "opening_balance_recorded,O-2,resident,1000.00,2027-01-01,,",
            .. rows,
        ]));
        var result = await new Importer(_ledger!, "tester", new NoProgress())
            .Run([EventsFile.Open(file, encoding: null)], PoolCode.Of(pool), new(), Cancellation);
        result.Errors.ShouldBeEmpty();
    }

    private Task Followed(string pool, long position) => Eventually.True(async () => await Number(
        $"select coalesce(max(position), 0) from ledger.followed where pool = '{pool}'") == position, $"{pool} is at {position}");

    private async Task Ready(Func<JsonElement, bool> condition)
    {
        using var client = new HttpClient { BaseAddress = new Uri(_server!.Urls.First()) };
        await Eventually.True(async () => condition(JsonDocument.Parse(
            await client.GetStringAsync("/health/ready", Cancellation)).RootElement.GetProperty("following")), "ready says it");
    }

    private async Task<long> Number(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
