using Ledger.Domain;
using Ledger.EventStore;
using Ledger.Projections.Following;
using Ledger.Testing;

namespace Ledger.Projections.Tests.Following;

/// <summary>An event that a model cannot take is parked for it, stops nothing else, and counts once when it is taken.</summary>
public sealed class ParkedEventTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Rows = 400;

    private static readonly string[] _models =
        ["institution-history", "institution-months", "institution-years", "outstanding-days", "person-benefits", "person-entries"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_cannot_be_read_is_parked_for_all_models_and_the_others_go_on()
    {
        var pool = await FollowedPool.With(postgres, "630001", seed: 2, Rows);
        var other = await FollowedPool.With(postgres, "630002", seed: 2, rows: 60);
        var unreadable = (await pool.Care())[10];
        await pool.Spoil([unreadable]);

        (await pool.Follow()).ShouldBe(await pool.Head());
        (await other.Follow()).ShouldBe(await other.Head());

        var parked = await pool.Parked();
        parked.Select(one => (one.Position, one.Model, one.Tries)).ShouldBe(_models.Select(model => (unreadable, model, 1)));
        parked.ShouldAllBe(one => one.Reason.Contains("reimbursement_paid_of_a_newer_program"));
        (await other.Parked()).ShouldBeEmpty();
        (await Positions(pool)).ShouldNotContain(unreadable);
        (await Positions(pool)).ShouldContain(position => position > unreadable);
        foreach (var subject in Enum.GetValues<FollowedSubject>())
            (await pool.Follower(64).Parked(pool.Recorded.Pool, subject, Cancellation))!.Value.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_parked_event_is_tried_again_and_counts_once_when_it_can_be_read()
    {
        var pool = await FollowedPool.With(postgres, "630003", seed: 3, Rows);
        var unreadable = (await pool.Care())[10];
        await pool.Spoil([unreadable]);
        await pool.Follow();
        await pool.Follow();
        (await pool.Parked()).ShouldAllBe(one => one.Tries == 2);

        await pool.Mend([unreadable]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => pool.Follow())));

        (await pool.Parked()).ShouldBeEmpty();
        (await Positions(pool)).ShouldContain(unreadable);
        (await pool.Differing()).ShouldBe(0);
    }

    [Fact]
    public async Task Events_that_are_taken_later_in_any_order_give_the_figures_of_the_log()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var pool = await FollowedPool.With(postgres, "630004", seed, Rows);
        var chosen = Enumerable.Range(1, (int)await pool.Head()).Where(_ => random.Next(4) == 0).Select(one => (long)one).ToList();
        var later = chosen.Where(_ => random.Next(2) == 0).ToList();
        await pool.Spoil(chosen);
        await pool.Follow(eventsPerTurn: 1 + random.Next(90));
        (await pool.Parked()).Count.ShouldBe(chosen.Count * _models.Length);

        // What is tried at once is a hundred events; so is the other half at the latest by the third time.
        await pool.Mend(later);
        for (var round = 0; round < 3; round++) await pool.Follow();
        (await pool.Parked()).Count.ShouldBe((chosen.Count - later.Count) * _models.Length);
        await pool.Mend(chosen);
        for (var round = 0; round < 3; round++) await pool.Follow();

        (await pool.Parked()).ShouldBeEmpty();
        (await pool.Differing()).ShouldBe(0);
    }

    [Fact]
    public async Task The_class_of_a_person_is_that_of_the_last_position_though_an_earlier_one_is_taken_after_it()
    {
        var pool = await FollowedPool.With(postgres, "630005", seed: 1, rows: 10);
        var first = await pool.Head() + 1;
        foreach (var people in new[] { "retired", "in-service" })
            await pool.Send([[Entries.Pay($"CLASS-{people}", "2025-03-01", 1) with
            {
                Person = PersonRef.Of("P-CLASS"), PersonClass = people,
            }]]);
        await pool.Spoil([first]);
        await pool.Follow();
        await pool.Mend([first]);
        await pool.Follow();

        (await pool.Parked()).ShouldBeEmpty();
        (await pool.Number("""
            select count(*) from ledger.person_year
            where pool = '630005' and person = 'P-CLASS' and person_class = 'in-service' and visits = 2
            """)).ShouldBe(2);
        (await pool.Differing()).ShouldBe(0);
    }

    [Fact]
    public async Task What_some_models_cannot_fold_the_others_have_and_a_rebuild_leaves_it_parked()
    {
        var pool = await FollowedPool.With(postgres, "630006", seed: 4, Rows);
        // Two bills that an event can hold, and no sum.
        const long most = 6_000_000_000_000_000_000;
        var first = await pool.Head() + 1;
        foreach (var number in (int[])[1, 2])
            await pool.Send([[Entries.Pay($"MOST-{number}", "2025-03-01", 1) with
            {
                Person = PersonRef.Of($"P-MOST-{number}"), MedicalCost = new(most),
            }]]);
        await pool.Send([[Entries.Pay("AFTER", "2025-03-01", 1) with { Person = PersonRef.Of("P-AFTER") }]]);

        (await pool.Follow()).ShouldBe(first + 2);

        var parked = await pool.Parked();
        parked.Select(one => (one.Position, one.Model))
            .ShouldBe([(first + 1, "institution-history"), (first + 1, "institution-years")]);
        (await Positions(pool)).ShouldContain(first + 1);
        (await Positions(pool)).ShouldContain(first + 2);
        (await pool.Follower(64).Parked(pool.Recorded.Pool, FollowedSubject.Persons, Cancellation)).ShouldBeNull();
        (await pool.Follower(64).Parked(pool.Recorded.Pool, FollowedSubject.Institutions, Cancellation))!.Value.First
            .ShouldBe(parked[0]);
        (await pool.Differing()).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(5_000)]
    public async Task What_the_database_refuses_to_write_is_found_alone_in_a_turn_of_any_length(int eventsPerTurn)
    {
        var code = $"64{eventsPerTurn:0000}";
        var pool = await FollowedPool.With(postgres, code, seed: 5, Rows);
        var care = await pool.Care();
        long[] refused = [care[3], care[4], care[30], care[^1]];
        await pool.Execute($"""
            alter table ledger.person_entry add constraint poison_{code}
            check (pool <> '{code}' or position not in ({string.Join(", ", refused)}))
            """);

        (await pool.Follow(eventsPerTurn)).ShouldBe(await pool.Head());

        (await pool.Parked()).Select(one => (one.Position, one.Model))
            .ShouldBe(refused.Select(position => (position, "person-entries")));
        (await pool.Parked()).ShouldAllBe(one => one.Reason.Contains($"poison_{code}"));
        (await Positions(pool)).Intersect(refused).ShouldBeEmpty();
        (await pool.Differing()).ShouldBe(0);

        await pool.Execute($"alter table ledger.person_entry drop constraint poison_{code}");
        await pool.Follow(eventsPerTurn);
        (await pool.Parked()).ShouldBeEmpty();
        (await pool.Differing()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_the_events_doing_parks_nothing_and_moves_nothing()
    {
        var pool = await FollowedPool.With(postgres, "630007", seed: 6, rows: 60);
        await pool.Execute("alter table ledger.person_entry rename to person_entry_hidden");

        var error = await Should.ThrowAsync<Npgsql.PostgresException>(pool.Follow());
        await pool.Execute("alter table ledger.person_entry_hidden rename to person_entry");

        error.SqlState.ShouldBe(Npgsql.PostgresErrorCodes.UndefinedTable);
        (await pool.Parked()).ShouldBeEmpty();
        (await pool.Number("select count(*) from ledger.followed where pool = '630007' and position > 0")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_reads_the_log_strictly_is_told_which_event_it_is()
    {
        var pool = await FollowedPool.With(postgres, "630008", seed: 7, rows: 40);
        var unreadable = (await pool.Care())[0];
        await pool.Execute(Tampering.With($$"""
            update ledger.mt_events set data = '{"Document": 7}' where tenant_id = '630008' and seq_id = {{unreadable}}
            """));

        var error = await Should.ThrowAsync<UnreadableEventException>(pool.Recorded.Log());

        (error.Pool.Text, error.Position).ShouldBe(("630008", unreadable));
        error.Message.ShouldStartWith($"event {unreadable} of pool 630008 (reimbursement_paid) cannot be read: ");
    }

    private async Task<IReadOnlyList<long>> Positions(FollowedPool pool)
    {
        await using var command = postgres.DataSource.CreateCommand(
            $"select position from ledger.person_entry where pool = '{pool.Recorded.Pool}' order by position");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var positions = new List<long>();
        while (await reader.ReadAsync(Cancellation)) positions.Add(reader.GetInt64(0));
        return positions;
    }
}
