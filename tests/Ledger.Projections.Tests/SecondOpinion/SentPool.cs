using Ledger.Api.Recording;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Naive;
using Ledger.Naive.Generating;
using Ledger.Testing;

namespace Ledger.Projections.Tests.SecondOpinion;

/// <summary>A random history sent to a pool as it is, refusals and all, in batches that each load their books.</summary>
internal sealed class SentPool(RecordedPool pool)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public RecordedPool Pool { get; } = pool;

    /// <summary>What was sent and well formed, and its answers, in order.</summary>
    public List<(IReadOnlyList<FundEvent> Rows, SubmissionDecision Decision)> Answers { get; } = [];

    public async Task Send(IEnumerable<IReadOnlyList<Row>> submissions, int batch)
    {
        foreach (var chunk in WellFormed(submissions).Chunk(batch)) await SendBatch(chunk);
    }

    /// <summary>As <see cref="Send"/>, in one transaction, each batch decided while the one before is written.</summary>
    public async Task SendAhead(IEnumerable<IReadOnlyList<Row>> submissions, int batch)
    {
        await using var append = await Pool.Ledger.Store.Begin(
            Pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        var writer = new LedgerWriter(append, Pool.Rules, new(Pool.Ledger.Chart));
        foreach (var chunk in WellFormed(submissions).Chunk(batch))
            Answers.AddRange(chunk.Zip(await writer.RecordAhead(Submissions(chunk), Cancellation)));
        await writer.Finish(Cancellation);
        await append.Commit(Cancellation);
        await Pool.Follow();
    }

    /// <summary>Sends again all that was accepted; every answer must be that it is recorded already.</summary>
    public async Task SendAgain()
    {
        var before = Answers.Count;
        foreach (var chunk in Answers.Where(answer => answer.Decision.Accepted.Count > 0)
            .Select(answer => answer.Rows).ToList().Chunk(100)) await SendBatch(chunk);
        Answers.Skip(before).ShouldAllBe(answer => answer.Decision.RepeatOf != null);
        Answers.RemoveRange(before, Answers.Count - before);
    }

    /// <summary>The second implementation's books, of an events file of the whole log.</summary>
    public async Task<NaiveBooks> Naive()
    {
        using var file = new StringWriter();
        EventsFile.Write(file, (await Pool.Log()).Select(one => EntryRows.Of((FundEvent)one.Body)));
        using var read = new StringReader(file.ToString());
        return NaiveBooks.Read(read);
    }

    private async Task SendBatch(IReadOnlyList<FundEvent>[] submissions)
    {
        await using var append = await Pool.Ledger.Store.Begin(
            Pool.Pool, RecordedPool.Wait, rehearsal: false, Cancellation);
        var writer = new LedgerWriter(append, Pool.Rules, new(Pool.Ledger.Chart));
        var decisions = await writer.Record(Submissions(submissions), Cancellation);
        await append.Commit(Cancellation);
        await Pool.Follow();
        Answers.AddRange(submissions.Zip(decisions));
    }

    private IEnumerable<IReadOnlyList<FundEvent>> WellFormed(IEnumerable<IReadOnlyList<Row>> submissions)
    {
        var parser = new EntryParser(Pool.Ledger.Funds);
        return submissions.Select(rows => EntryRows.Parse(parser, rows)).OfType<IReadOnlyList<FundEvent>>();
    }

    private static IReadOnlyList<Submission> Submissions(IEnumerable<IReadOnlyList<FundEvent>> submissions) =>
        [.. submissions.Select(rows => new Submission(rows, "tester", "test"))];
}
