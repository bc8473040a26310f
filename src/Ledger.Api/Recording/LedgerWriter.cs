using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections;
using Ledger.Projections.PoolBooks;
using Ledger.Projections.Rebuilding;

namespace Ledger.Api.Recording;

/// <summary>
/// The one way into the log: loads the books that a batch asks about, decides each submission, appends what is
/// accepted and writes the read models, all in the caller's transaction. A refused submission leaves its neighbours
/// alone. What is written goes with the commit, or with the next batch.
/// </summary>
/// <param name="append">The pool's transaction.</param>
/// <param name="rules">The funds and the rulings.</param>
/// <param name="journal">The posting rules.</param>
public sealed class LedgerWriter(PoolAppend append, RuleBook rules, Journal journal)
{
    private readonly Books _books = new();
    private readonly RuleBook _rules = rules.For(append.Pool);
    private readonly KeptFigures _figures = new(journal, append.Read);

    /// <summary>Decides and records a batch.</summary>
    /// <returns>One decision a submission, in order.</returns>
    public async Task<IReadOnlyList<SubmissionDecision>> Record(
        IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        var rows = submissions.SelectMany(submission => submission.Rows).ToList();
        // A reversal is written to the stream of what it reverses, which is not known yet.
        var streams = rows.Where(row => row is not Domain.Corrections.EntryReversed).Select(Streams.Of);
        await BooksTable.Load(reads => append.Ask(reads, streams, cancellationToken), append.Pool, rows, _books);
        var decisions = new List<SubmissionDecision>(submissions.Count);
        var events = new List<NewEvent>();
        foreach (var submission in submissions)
        {
            var position = append.Position + events.Count + 1;
            var decision = SubmissionDecider.Decide(submission.Rows, _books, _rules, position);
            decisions.Add(decision);
            foreach (var accepted in decision.Accepted)
            {
                _figures.Fold(accepted, position++);
                events.Add(new(accepted, Streams.Of(accepted), accepted.Voucher ?? accepted.Document.Text,
                    submission.Causation, submission.Actor));
            }
        }
        if (events.Count > 0) await append.Append(events, expected: null, cancellationToken);
        var writes = new Writes();
        _figures.Save(writes, append.Pool);
        BooksTable.Save(writes, append.Pool, _books);
        append.Add(writes.Commands);
        if (_figures.IsIncomplete) await append.Write(cancellationToken);
        await _figures.Complete(append.Connection, append.Pool, cancellationToken);
        return decisions;
    }
}
