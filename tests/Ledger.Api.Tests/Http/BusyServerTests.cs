using System.Net;
using Ledger.Api.Http;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Api.Tests.Http;

/// <summary>What callers are told while others hold the pool, and when the server ends.</summary>
public sealed class BusyServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_caller_has_so_many_requests_at_once_and_is_told_when_there_are_more()
    {
        await using var served = new ServedLedger();
        await served.InitializeAsync();
        var officer = await served.Opened("720590");
        const int More = 20;
        List<Task<HttpResponseMessage>> sent;
        await using (await Holding(served, "720590"))
        {
            sent = [.. Enumerable.Range(0, RequestLimits.AtOnce + More).Select(number => officer.Post("720590", "entries", Interest(number)))];
            await Eventually.True(() => Task.FromResult(sent.Count(one => one.IsCompleted) == More), "those above the limit are answered");
            foreach (var turnedAway in sent.Where(one => one.IsCompleted))
            {
                var response = await turnedAway;
                response.Headers.RetryAfter.ShouldNotBeNull();
                await ProblemAnswer.Of(Task.FromResult(response), HttpStatusCode.TooManyRequests, "too-many-requests");
            }
        }
        var answers = await Task.WhenAll(sent);
        answers.Count(one => one.StatusCode == HttpStatusCode.Created).ShouldBe(RequestLimits.AtOnce);
    }

    [Fact]
    public async Task A_server_that_ends_finishes_what_it_has_begun_and_takes_nothing_more()
    {
        await using var served = new ServedLedger();
        await served.InitializeAsync();
        var officer = await served.Opened("720591");
        Task<HttpResponseMessage> begun;
        Task stopping;
        await using (await Holding(served, "720591"))
        {
            begun = officer.Post("720591", "entries", Interest(1));
            await Eventually.True(async () => await Waiting(served) == 1, "the writer waits for the pool");
            stopping = served.Server.StopAsync(Cancellation);
            await Eventually.True(async () =>
            {
                try
                {
                    using var late = await served.Client(null).GetAsync("/health/live", Cancellation);
                    return false;
                }
                catch (HttpRequestException)
                {
                    return true;
                }
            }, "nobody is let in any more");
            begun.IsCompleted.ShouldBeFalse();
        }
        (await begun).StatusCode.ShouldBe(HttpStatusCode.Created);
        await stopping;
    }

    private static string Interest(int number) =>
        $$"""{"kind":"interest_credited","document":"I-{{number}}","fund":"employee","amount":"1.00","date":"2025-03-31"}""";

    private static async Task<Held> Holding(ServedLedger served, string pool)
    {
        var connection = await served.Ledger.Database.OpenConnectionAsync(Cancellation);
        await using var hold = connection.CreateCommand();
        hold.CommandText = $"begin; select 1 from ledger.pool_head where pool = '{pool}' for update";
        await hold.ExecuteNonQueryAsync(Cancellation);
        return new(connection);
    }

    private static async Task<long> Waiting(ServedLedger served)
    {
        await using var command = served.Owner.CreateCommand("""
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            """);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>A pool that is held as by an import, until this is disposed of.</summary>
    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var end = connection.CreateCommand();
            end.CommandText = "rollback";
            await end.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }
}
