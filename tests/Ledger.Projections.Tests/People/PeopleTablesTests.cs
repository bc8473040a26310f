using Ledger.Api.Recording;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Projections.PoolBooks;
using Ledger.Testing;

namespace Ledger.Projections.Tests.People;

/// <summary>The tables of persons are the fold of the log, however it was cut into batches.</summary>
public sealed class PeopleTablesTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Rows = 900;
    private const int Persons = 25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task They_equal_what_is_added_up_from_the_log(int batch)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var recorded = await RecordedPool.In(postgres, $"61{batch:0000}");
        var refused = await Send(recorded, GeneratedPeople.Of(seed, Rows, Persons), batch);

        var naive = new NaivePeople(await recorded.Log());

        refused.ShouldContain(Refusal.PersonalAccountOverdrawn);
        (await Text(recorded, """
            select concat_ws(' ', fund, person, balance_fen, since_position) from ledger.account_book where pool = $1
            """)).ShouldBe(naive.Accounts);
        naive.Accounts.Count().ShouldBeGreaterThan(Persons / 2);
        (await Text(recorded, """
            select concat_ws(' ', 'day', day, person, fund, category, amount_fen, visits) from ledger.person_day where pool = $1
            union all
            select concat_ws(' ', 'year', year, person, fund, category, amount_fen, visits) || ' ' || coalesce(person_class, '')
            from ledger.person_year where pool = $1
            """)).ShouldBe(naive.Sums);
    }

    [Fact]
    public async Task An_account_loads_as_it_was_saved_and_no_other_is_loaded()
    {
        var recorded = await RecordedPool.In(postgres, "610002");
        await Send(recorded, GeneratedPeople.Of(seed: 5, Rows, Persons), batch: 50);
        var folded = new Books();
        foreach (var one in await recorded.Log()) folded.Apply((FundEvent)one.Body, one.Position);
        var accounts = folded.ChangedAccounts.ToList();
        accounts.Count.ShouldBeGreaterThan(2);

        var books = new Books();
        await using var connection = await recorded.Ledger.Database.OpenConnectionAsync(Cancellation);
        var asks = Entries.Premium("NEW", "2025-03-01", 1) with { Fund = accounts[0].Key.Fund, Person = accounts[0].Key.Person };
        await BooksTable.Load(connection, recorded.Pool, [asks], books, Cancellation);

        books.Account(accounts[0].Key).ShouldBe(accounts[0].Value);
        accounts.Skip(1).ShouldAllBe(other => books.Account(other.Key) == null);
    }

    /// <summary>Records what the rules take; answers what they do not.</summary>
    private static async Task<IReadOnlySet<Refusal>> Send(
        RecordedPool recorded, IReadOnlyList<IReadOnlyList<FundEvent>> submissions, int batch)
    {
        var refused = new HashSet<Refusal>();
        await using var append = await recorded.Ledger.Store.Begin(recorded.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        var writer = new LedgerWriter(append, recorded.Rules, new(recorded.Ledger.Chart));
        foreach (var chunk in submissions.Chunk(batch))
        {
            foreach (var decision in await writer.Record(
                [.. chunk.Select(rows => new Submission(rows, "tester", "test"))], Cancellation))
                refused.UnionWith(decision.Refused.Select(one => one.Refusal));
        }
        await append.Commit(Cancellation);
        await recorded.Follow();
        return refused;
    }

    private async Task<IReadOnlyList<string>> Text(RecordedPool recorded, string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = recorded.Pool.Text });
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation)) rows.Add(reader.GetString(0));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
