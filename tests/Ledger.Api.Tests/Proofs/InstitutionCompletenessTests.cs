using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Ledger.Testing;

namespace Ledger.Api.Tests.Proofs;

/// <summary>What a page says of the completeness of an institution's events, and the file that it hands out.</summary>
[Collection(VerbsCollection.Name)]
public sealed class InstitutionCompletenessTests(PostgresFixture postgres)
{
    private const string X = "H33082500002";
    private const string Nobody = "H33082500003";

    // Positions 5 to 9; those of X are 6, 8 and 9.
    private const string Entries = """
        kind,document,fund,amount,date,institution,category,budget_year,original
        budget_allotted,B-1,resident,500.00,2027-01-01,H33082500001,,2027,
        settlement_recorded,S-1,resident,30.00,2027-02-01,H33082500002,inpatient,,
        settlement_recorded,S-2,resident,40.00,2027-02-01,H33082500004,inpatient,,
        reimbursement_paid,R-1,resident,30.00,2027-02-02,,inpatient,,S-1
        prepayment_paid,P-1,resident,70.00,2027-02-03,H33082500002,,,
        """;

    private const string OneMore = """
        kind,document,fund,amount,date,institution
        prepayment_paid,P-2,resident,10.00,2027-02-04,H33082500002
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_of_the_log_as_far_as_the_trees_follow_it()
    {
        using var pool = await Recorded();
        var before = await Of(pool, X);
        (before.Head, before.Size, before.Entry, before.SignedAs, before.IsAsSigned, before.IsBounded).ShouldBe((9, 0, null, null, true, true));

        await Follow(pool);
        (await pool.Import(OneMore)).ExitCode.ShouldBe(0);
        var answer = await Of(pool, X);
        (answer.Head, answer.Size, answer.SignedAs, answer.IsBounded).ShouldBe((10, 9, null, true));
        (answer.Entry!.Institution, answer.Entry.Events, answer.Entry.First, answer.Entry.Last).ShouldBe((X, 3, 6, 9));

        await Follow(pool);
        answer = await Of(pool, X);
        (answer.Size, answer.Entry!.Events, answer.Entry.Last).ShouldBe((10, 4, 10));
        var nobody = await Of(pool, Nobody);
        (nobody.Size, nobody.Entry, nobody.IsBounded).ShouldBe((10, null, true));
    }

    [Fact]
    public async Task What_was_signed_is_what_it_is_of_whatever_came_since()
    {
        using var pool = await Recorded();
        await SigningPool.Keys(pool);
        await SigningPool.Checkpoint(pool);
        (await pool.Import(OneMore)).ExitCode.ShouldBe(0);
        await Follow(pool);

        var answer = await Of(pool, X);
        (answer.Head, answer.Size, answer.Entry!.Events, answer.SignedAs, answer.IsAsSigned)
            .ShouldBe((10, 9, 3, $"ledger.test/pools/{pool.Code}", true));
        var file = await File(pool, X);
        file.Events!.Select(one => one.Position).ShouldBe([6, 8, 9]);
        file.Checkpoint.ShouldNotBeNull().ShouldStartWith($"ledger.test/pools/{pool.Code}\n9\n");
    }

    [Fact]
    public async Task An_event_that_was_left_out_since_it_was_signed_is_told_and_not_proved()
    {
        using var pool = await Recorded();
        await SigningPool.Keys(pool);
        await SigningPool.Checkpoint(pool);
        (await Of(pool, X)).IsAsSigned.ShouldBeTrue();

        // As if the advance had been another's, in the log and in the trees.
        await using (var forge = postgres.DataSource.CreateCommand($"""
            set local session_replication_role = replica;
            update ledger.mt_events_{pool.Code} set data = jsonb_set(data, '{"{Institution}"}', '"{Nobody}"') where seq_id = 9;
            """))
        {
            await forge.ExecuteNonQueryAsync(Cancellation);
        }
        await using (var ledger = Open()) await new InstitutionTrees(ledger.Database).Remake(PoolCode.Of(pool.Code), Cancellation);

        var answer = await Of(pool, X);
        (answer.Entry!.Events, answer.Entry.Last, answer.IsAsSigned).ShouldBe((2, 8, false));
        (await Of(pool, Nobody)).Entry!.Events.ShouldBe(1);
        await Should.ThrowAsync<InstitutionTreesException>(() => File(pool, X));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_file_has_what_events_say_for_who_may_read_them(bool hashesOnly)
    {
        using var pool = await Recorded();
        await Follow(pool);
        var file = await File(pool, X, hashesOnly);

        (file.Size, file.Checkpoint).ShouldBe((9, null));
        file.Events!.Select(one => one.Position).ShouldBe([6, 8, 9]);
        file.Events!.Select(one => one.Event is null).ShouldBe([hashesOnly, hashesOnly, hashesOnly]);
    }

    [Fact]
    public async Task The_last_event_that_a_page_hands_out_and_the_first_that_is_too_many()
    {
        using var pool = await TestPool.Opened(postgres);
        var rows = new StringBuilder("kind,document,fund,amount,date,institution\n");
        for (var number = 1; number <= InstitutionCompleteness.EventsMax; number++)
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"prepayment_paid,A-{number},resident,0.01,2027-02-01,{X}\n");
        (await pool.Import(rows.ToString())).ExitCode.ShouldBe(0);
        await Follow(pool);
        (await Of(pool, X)).IsBounded.ShouldBeTrue();
        (await File(pool, X, hashesOnly: true)).Events!.Count.ShouldBe(InstitutionCompleteness.EventsMax);

        (await pool.Import(OneMore)).ExitCode.ShouldBe(0);
        await Follow(pool);
        (await Of(pool, X)).IsBounded.ShouldBeFalse();
        (await Should.ThrowAsync<UserError>(() => File(pool, X, hashesOnly: true))).Message.ShouldContain($"./ledger prove --pool {pool.Code} --institution {X}");
    }

    private async Task<TestPool> Recorded()
    {
        var pool = await TestPool.Opened(postgres);
        pool.Settings["LEDGER_KEYS"] = pool.Path("keys");
        pool.Settings["LEDGER_CHECKPOINTS"] = pool.Path("checkpoints");
        (await pool.Import(Entries)).ErrorLines.ShouldBeEmpty();
        return pool;
    }

    private async Task Follow(TestPool pool)
    {
        await using var ledger = Open();
        await new InstitutionTrees(ledger.Database).CatchUp(PoolCode.Of(pool.Code), Cancellation);
    }

    private Task<CompletenessAnswer> Of(TestPool pool, string institution) => With(pool, completeness =>
        completeness.Of(PoolCode.Of(pool.Code), InstitutionCode.Of(institution), Cancellation));

    private Task<ProofFile> File(TestPool pool, string institution, bool hashesOnly = false) => With(pool, completeness =>
        completeness.File(PoolCode.Of(pool.Code), InstitutionCode.Of(institution), hashesOnly, Cancellation));

    // What was signed is found by the environment, which is the pool's meanwhile.
    private async Task<T> With<T>(TestPool pool, Func<InstitutionCompleteness, Task<T>> ask)
    {
        var before = pool.Settings.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            foreach (var (name, value) in pool.Settings) Environment.SetEnvironmentVariable(name, value);
            await using var ledger = Open();
            return await ask(new(ledger));
        }
        finally
        {
            foreach (var (name, value) in before) Environment.SetEnvironmentVariable(name, value);
        }
    }

    private LedgerContext Open() => new(LedgerContext.DataSource(postgres.ConnectionString));
}
