using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Events;
using Ledger.Projections.Following;
using Ledger.Projections.People;
using Ledger.Projections.Reading;
using Ledger.Projections.Tests.Institutions;
using Ledger.Projections.Tests.People;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Projections.Tests.Reading;

/// <summary>
/// A figure known at a position is the figure of a ledger that has only the events up to it, whatever was recorded
/// since, and whatever its date.
/// </summary>
public sealed class KnownFiguresTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>They are kept at some positions, and folded from the events between them.</summary>
    [Theory]
    [InlineData("580", 500)]
    [InlineData("584", 9_000)]
    public Task Budgets_statements_and_ages_of_institutions_are_those_of_a_ledger_that_ends_there(string code, int rows) =>
        Compare(code, CareHistory.Of, rows, OfInstitutions);

    [Theory]
    [InlineData("581", 900)]
    [InlineData("585", 12_000)]
    public Task Premiums_transfers_between_levels_and_the_funds_own_budgets_are_those_of_a_ledger_that_ends_there(string code, int rows) =>
        Compare(code, WithBudgetsAndCovers, rows, OfFunds);

    [Fact]
    public Task Accounts_and_benefits_of_persons_and_what_was_paid_twice_are_those_of_a_ledger_that_ends_there() =>
        Compare("582", (seed, rows) => GeneratedPeople.Of(seed, rows, persons: 12), 500, OfPersons);

    [Fact]
    public async Task What_was_known_is_the_same_however_far_what_follows_the_log_is()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var pool = await RecordedPool.In(postgres, "586000");
        await Append(pool, CareHistory.Of(seed, 9_000));
        var follower = new Follower(pool.Ledger.Database, pool.Ledger.Store, eventsPerTurn: 3_000);

        var nothingFollowed = await Known();
        await follower.TakeTurn(pool.Pool, Cancellation);
        var someFollowed = await Known();
        await pool.Follow();

        nothingFollowed.Length.ShouldBeGreaterThan(200);
        someFollowed.ShouldBe(nothingFollowed);
        (await Known()).ShouldBe(nothingFollowed);

        async Task<string> Known()
        {
            await using var then = await PoolSnapshot.KnownAt(pool.Ledger.Database, pool.Ledger.Store,
                new(pool.Ledger.Chart), pool.Pool, KeptPositions.Every + 100, Cancellation);
            then.IsPast.ShouldBeTrue();
            return await OfInstitutions(pool, then);
        }
    }

    private async Task Compare(string code, Func<int, int, IReadOnlyList<IReadOnlyList<FundEvent>>> history, int rows,
        Func<RecordedPool, PoolSnapshot, Task<string>> text)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var whole = await RecordedPool.In(postgres, code + "000");
        var submissions = await Send(whole, history(seed, rows));
        // Recorded last and dated first. It is paid from what came in with it: a history may leave a fund with nothing.
        var opened = submissions[0].Rows[0];
        var date = opened.CashDate.PlusDays(1).Iso();
        await whole.Record(
            Entries.Premium("LATE-IN", date, 77) with { Fund = opened.Fund }, Entries.Pay("LATE", date, 77, opened.Fund));
        var head = await whole.Ledger.Store.Head(whole.Pool, Cancellation);
        (head > KeptPositions.Every).ShouldBe(rows > KeptPositions.Every);

        for (var number = 1; number <= 3; number++)
        {
            // One of them ends where sums of institutions are kept, or right after it.
            var count = number == 3 && head > KeptPositions.Every
                ? CountOf(submissions, KeptPositions.Every)
                : random.Next(submissions.Count / 4, submissions.Count);
            var known = submissions.Take(count).ToList();
            var ending = await RecordedPool.In(postgres, $"{code}00{number}");
            (await Send(ending, [.. known.Select(one => one.Rows)])).Count.ShouldBe(known.Count);
            await using var now = await ending.Snapshot();
            await using var then = await PoolSnapshot.KnownAt(whole.Ledger.Database, whole.Ledger.Store,
                new(whole.Ledger.Chart), whole.Pool, known.Sum(one => one.Events), Cancellation);
            then.IsPast.ShouldBeTrue();
            then.Position.ShouldBe(now.Position);
            var expected = await text(ending, now);
            expected.Length.ShouldBeGreaterThan(200);
            (await text(whole, then)).ShouldBe(expected);
        }
    }

    private static int CountOf(List<(IReadOnlyList<FundEvent> Rows, int Events)> submissions, long events)
    {
        var (count, sum) = (0, 0L);
        while (sum < events) sum += submissions[count++].Events;
        return count;
    }

    // The rules refuse some, which are then no part of the history.
    private static async Task<List<(IReadOnlyList<FundEvent> Rows, int Events)>> Send(
        RecordedPool pool, IReadOnlyList<IReadOnlyList<FundEvent>> history)
    {
        var sent = await Append(pool, history);
        await pool.Follow();
        return sent;
    }

    private static async Task<List<(IReadOnlyList<FundEvent> Rows, int Events)>> Append(
        RecordedPool pool, IReadOnlyList<IReadOnlyList<FundEvent>> history)
    {
        await using var append = await pool.Ledger.Store.Begin(pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        var decisions = await new LedgerWriter(append, pool.Rules, new(pool.Ledger.Chart))
            .Record([.. history.Select(rows => new Submission(rows, "tester", "test"))], Cancellation);
        await append.Commit(Cancellation);
        return
        [
            .. history.Zip(decisions, (rows, decision) => (rows, decision.Accepted.Count)).Where(one => one.Count > 0),
        ];
    }

    // Budgets of the funds themselves, set, replaced and undone, and premiums for a year to come, some undone.
    private static List<IReadOnlyList<FundEvent>> WithBudgetsAndCovers(int seed, int rows)
    {
        var random = new Random(seed);
        var submissions = new List<IReadOnlyList<FundEvent>>();
        var undoable = new List<FundEvent>();
        foreach (var submission in GeneratedHistory.Of(seed, rows))
        {
            submissions.Add(submission);
            var document = $"EXTRA-{submissions.Count}";
            if (submission[0] is not Domain.Premiums.PremiumReceived { Fund: var fund }) continue;
            switch (random.Next(5))
            {
                case 0:
                    Add(Entries.Of<FundBudgetSet>(document, "2024-12-01", random.Next(1, 9), fund) with
                    {
                        Line = random.Next(2) == 0 ? "income.premium" : "expenditure.other", BudgetYear = 2025,
                    });
                    break;
                case 1:
                    Add(Entries.Premium(document, $"2024-{random.Next(3, 12):00}-15", random.Next(1, 900)) with
                    {
                        Fund = fund, BusinessFrom = new(2024, 7, 1), BusinessTo = new(2025, 6, 30),
                    });
                    break;
                case 2 when undoable.Count > 0:
                    var undone = undoable[random.Next(undoable.Count)];
                    undoable.Remove(undone);
                    submissions.Add([Entries.Undo(document, "2024-12-20", undone.Document.Text)]);
                    break;
                default:
                    break;
            }

            void Add(FundEvent entry)
            {
                submissions.Add([entry]);
                undoable.Add(entry);
            }
        }
        return submissions;
    }

    private static async Task<string> OfInstitutions(RecordedPool pool, PoolSnapshot snapshot)
    {
        var lines = new List<string>();
        for (var year = 2024; year <= 2026; year++)
        {
            var (all, region) = await new InstitutionBudgets(pool.Ledger.Controls).Of(snapshot, year, null, Cancellation);
            lines.Add($"{year} {region}");
            foreach (var one in all)
            {
                lines.Add(Text(one));
                var (alone, _) = await new InstitutionBudgets(pool.Ledger.Controls).Of(snapshot, year, one.Institution, Cancellation);
                alone.Select(Text).ShouldBe([Text(one)]);
                foreach (var statement in await InstitutionStatements.Of(snapshot, one.Institution, year, Cancellation))
                    lines.Add(Text(statement));
            }
        }
        foreach (var asOf in (LocalDate[])[new(2025, 10, 3), new(2025, 12, 31), new(2026, 3, 1), snapshot.LastCashDate!.Value])
        {
            var ages = await OutstandingAges.At(snapshot, null, null, asOf, pool.Ledger.Ages, Cancellation);
            lines.AddRange(ages.Select(Text));
            foreach (var holder in ages.Select(age => age.Holder).Where(holder => holder.StartsWith('H')).ToHashSet())
            {
                (await OutstandingAges.At(snapshot, null, InstitutionCode.Of(holder), asOf, pool.Ledger.Ages, Cancellation))
                    .Select(Text).ShouldBe(ages.Where(age => age.Holder == holder).Select(Text));
            }
        }
        return string.Join('\n', lines);

        static string Text(object row) => row switch
        {
            InstitutionBudget one => $"{one with { Outstanding = null!, Broken = null! }} {Pairs(one.Outstanding.Where(pair => pair.Value != Money.Zero))} "
                + string.Join(';', one.Broken),
            InstitutionStatement one => $"{one.Fund} {Pairs(one.Opening)} "
                + string.Join('|', one.Months.Select(month => $"{month.Month} {Pairs(month.Items)} {Pairs(month.Outstanding)}")),
            OutstandingAge one => $"{one with { Age = null! }} {one.Age with { Buckets = null! }} {string.Join(',', one.Age.Buckets)}",
            _ => throw new ArgumentOutOfRangeException(nameof(row)),
        };
    }

    private static async Task<string> OfFunds(RecordedPool pool, PoolSnapshot snapshot)
    {
        var lines = new List<string>();
        var (from, to) = (new LocalDate(2024, 2, 1), new LocalDate(2024, 11, 30));
        lines.AddRange((await snapshot.LevelTotals(from, to, Cancellation)).Select(total => $"{total with { Pool = default }}"));
        foreach (var fund in snapshot.Funds.Keys)
        {
            lines.Add($"{fund} {string.Join(',', await snapshot.PremiumsByCoverYear(fund, from, to, Cancellation))}");
            lines.Add($"{fund} ahead {await snapshot.PremiumsAhead(fund, new(2024, 9, 30), Cancellation)}");
            for (var year = 2024; year <= 2026; year++)
                lines.Add($"{fund} {year} {Pairs(await snapshot.FundBudget(fund, year, Cancellation))}");
            var statements = await FundStatements.Over(snapshot, [fund], from, to, Cancellation);
            lines.Add(Pairs(statements[0].Lines));
        }
        return string.Join('\n', lines);
    }

    private static async Task<string> OfPersons(RecordedPool pool, PoolSnapshot snapshot)
    {
        var lines = new List<string>();
        for (var number = 0; number < 12; number++)
        {
            foreach (var year in (int[])[2024, 2025])
            {
                var person = await PersonFigures.Of(snapshot, PersonRef.Of($"P{number:0000}"), year, Cancellation);
                if (person is null) continue;
                lines.Add($"P{number} {year} " + string.Join(';', person.Accounts) + string.Join(';', person.Year)
                    + string.Join(';', person.Days) + string.Join(';', person.Movements.Select(one => $"{one.Position} {one.Day} {one.Entry.Document}")));
            }
        }
        foreach (var year in (int[])[2024, 2025])
        {
            lines.AddRange((await DuplicateFindings.Of(snapshot, year, pool.Ledger.Caps, 1_000, Cancellation))
                .Select(one => $"{one.Policy} {one.Care} {one.Category} {one.First.Document} {one.Second.Document}"));
        }
        return string.Join('\n', lines);
    }

    private static string Pairs(IEnumerable<KeyValuePair<string, Money>> pairs) =>
        string.Join(',', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
