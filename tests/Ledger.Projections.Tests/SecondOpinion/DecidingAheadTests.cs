using Ledger.Domain.Deciding;
using Ledger.Naive.Generating;
using Ledger.Projections.Rebuilding;
using Ledger.Testing;

namespace Ledger.Projections.Tests.SecondOpinion;

/// <summary>
/// A long import decides a batch while the one before it is still being written. That must change nothing: batches so
/// small that most of what they build upon is in the batch before get the answers of batches that wait for each other.
/// </summary>
public sealed class DecidingAheadTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Submissions = 700;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("580031", "580032", 1)]
    [InlineData("580033", "580034", 4)]
    [InlineData("580035", "580036", 40)]
    public async Task Answers_log_and_figures_are_those_of_batches_that_wait(string waiting, string ahead, int batch)
    {
        var seed = PropertySeed.Of(output);
        var waited = new SentPool(await RecordedPool.In(postgres, waiting));
        await waited.Send(RandomHistory.Of(seed, new(Submissions) { OpeningFen = 200_000_00 }), batch);

        var hurried = new SentPool(await RecordedPool.In(postgres, ahead));
        await hurried.SendAhead(RandomHistory.Of(seed, new(Submissions) { OpeningFen = 200_000_00 }), batch);

        hurried.Answers.Select(answer => Text(answer.Decision)).ShouldBe(waited.Answers.Select(answer => Text(answer.Decision)));
        hurried.Answers.ShouldContain(answer => answer.Decision.Refused.Count > 0);
        (await Log(hurried)).ShouldBe(await Log(waited));
        (await new PoolRebuild(postgres.DataSource, hurried.Pool.Ledger.Store, new(hurried.Pool.Ledger.Chart))
            .Run(hurried.Pool.Pool, RebuildWay.Fold, RecordedPool.Wait, keep: false, Cancellation)).Differences.ShouldBeEmpty();
    }

    private static string Text(SubmissionDecision decision) =>
        $"{decision.RepeatOf} {string.Join(';', decision.Accepted)} "
        + string.Join(';', decision.Refused.Select(refused => $"{refused.Index} {refused.Refusal} {refused.Explanation.English}"));

    private static async Task<List<string>> Log(SentPool sent) =>
        [.. (await sent.Pool.Log()).Select(one => $"{one.Position} {one.Stream} {one.Version} {one.Type} {one.Data}")];
}
