using Ledger.Api.CommandLine;
using Ledger.Domain.Accounting;
using Ledger.Domain.Approvals;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections;
using Ledger.Projections.FundHistory;
using Ledger.Projections.PoolBooks;
using Ledger.Projections.Rebuilding;

namespace Ledger.Api.Recording;

/// <summary>
/// The one way into the log: loads the books that a batch asks about, decides each submission, appends what is
/// accepted and writes the read models, all in the caller's transaction. A refused submission leaves its neighbours
/// alone.
/// </summary>
/// <param name="append">The pool's transaction.</param>
/// <param name="rules">The funds and the rulings.</param>
/// <param name="journal">The posting rules.</param>
public sealed class LedgerWriter(PoolAppend append, RuleBook rules, Journal journal)
{
    private readonly Books _books = new();
    private readonly RuleBook _rules = rules.For(append.Pool);
    private readonly KeptFigures _figures = new(journal, append.Read);
    private (StagedWrites Writes, FilledBlocks? Filled)? _unwritten;

    /// <summary>Decides and records a batch. What is written goes with the commit, or with the next batch.</summary>
    /// <returns>One decision a submission, in order.</returns>
    public async Task<IReadOnlyList<SubmissionDecision>> Record(
        IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        await Load(submissions, cancellationToken);
        var batch = Decide(submissions);
        _books.Clear();
        if (batch.Events.Count > 0) await append.Append(batch.Events, expected: null, cancellationToken);
        append.Add(batch.Writes);
        if (batch.Filled is null) return batch.Decisions;
        await append.Write(cancellationToken);
        await _figures.Complete(batch.Filled, append.Connection, append.Pool, cancellationToken);
        return batch.Decisions;
    }

    /// <summary>
    /// As <see cref="Record"/>, for one batch of many: it is decided while the one before is being written, and written
    /// with the next, or by <see cref="Finish"/>.
    /// </summary>
    public async Task<IReadOnlyList<SubmissionDecision>> RecordAhead(
        IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        // Asked before the batch before is written: what that one changes, the books still know.
        await Load(submissions, cancellationToken);
        var writing = WriteUnwritten(cancellationToken);
        DecidedBatch batch;
        var isStaged = false;
        try
        {
            batch = Decide(submissions);
            isStaged = append.Knows(StreamsOf(batch));
            if (isStaged) Stage(batch);
            _books.Turn();
        }
        finally
        {
            await writing;
        }
        if (!isStaged)
        {
            await append.Ask([], StreamsOf(batch), cancellationToken);
            Stage(batch);
        }
        return batch.Decisions;
    }

    /// <summary>Writes what <see cref="RecordAhead"/> left; the transaction can then be committed.</summary>
    public async Task Finish(CancellationToken cancellationToken)
    {
        await WriteUnwritten(cancellationToken);
        _books.Clear();
    }

    private async Task Load(IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        var rows = submissions.SelectMany(submission => submission.Rows).ToList();
        await BooksTable.Load(Ask, append.Pool, rows, _books);
        await BooksTable.LoadHeld(Ask, append.Pool, rows, _books);
        // A reversal is written to the stream of what it reverses, which is known only now.
        var streams = rows.OfType<EntryReversed>().SelectMany(reversal => _books.Entries(reversal.Original!.Value))
            .Select(booked => Streams.Of(booked.Entry)).ToList();
        if (!append.Knows(streams)) await append.Ask([], streams, cancellationToken);
        return;

        Task Ask(IReadOnlyList<BatchedRead> reads) => append.Ask(reads, StreamsOf(rows), cancellationToken);
    }

    private static IEnumerable<string> StreamsOf(IEnumerable<FundEvent> rows) =>
        rows.Where(row => row is not EntryReversed).Select(Streams.Of);

    private DecidedBatch Decide(IReadOnlyList<Submission> submissions)
    {
        var decisions = new List<SubmissionDecision>(submissions.Count);
        var events = new List<NewEvent>(submissions.Count);
        foreach (var submission in submissions)
        {
            var position = append.Position + events.Count + 1;
            var sender = new Sender(submission.Actor, ChinaTime.DayOf(append.Recorded));
            var decision = SubmissionDecider.Decide(submission.Rows, _books, _rules, sender, position);
            decisions.Add(decision);
            foreach (var accepted in decision.Accepted)
            {
                _figures.Fold(accepted, position++);
                events.Add(new(accepted, Streams.Of(accepted), accepted.Voucher ?? accepted.Document.Text,
                    submission.Causation, submission.Actor));
            }
        }
        var writes = new Writes();
        var filled = _figures.Save(writes, append.Pool);
        BooksTable.Save(writes, append.Pool, _books);
        return new(decisions, events, writes.Staged, filled);
    }

    private void Stage(DecidedBatch batch)
    {
        if (batch.Events.Count > 0) append.Stage(batch.Events);
        var staged = append.Take();
        staged.Add(batch.Writes);
        _unwritten = (staged, batch.Filled);
    }

    private async Task WriteUnwritten(CancellationToken cancellationToken)
    {
        if (_unwritten is not { } unwritten) return;
        _unwritten = null;
        await unwritten.Writes.Send(append.Connection, cancellationToken);
        if (unwritten.Filled is { } filled)
            await _figures.Complete(filled, append.Connection, append.Pool, cancellationToken);
    }

    private static IEnumerable<string> StreamsOf(DecidedBatch batch) => batch.Events.Select(entry => entry.Stream);

    private sealed record DecidedBatch(IReadOnlyList<SubmissionDecision> Decisions, IReadOnlyList<NewEvent> Events,
        StagedWrites Writes, FilledBlocks? Filled);
}
