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
/// alone.
/// </summary>
/// <param name="append">The pool's transaction.</param>
/// <param name="rules">The funds and the rulings.</param>
/// <param name="journal">The posting rules.</param>
/// <param name="actor">Who records.</param>
/// <param name="causation">What brought the entries: an import or a request.</param>
public sealed class LedgerWriter(
    PoolAppend append, RuleBook rules, Journal journal, string actor, string? causation)
{
    private readonly Books _books = new();
    private readonly RuleBook _rules = rules.For(append.Pool);
    private readonly IReadOnlyList<IReadModel> _models = ReadModels.Create(journal, append.Read);

    /// <summary>Decides and records a batch.</summary>
    /// <returns>One decision a submission, in order.</returns>
    public async Task<IReadOnlyList<SubmissionDecision>> Record(
        IReadOnlyList<IReadOnlyList<FundEvent>> submissions, CancellationToken cancellationToken)
    {
        await BooksTable.Load(append.Connection, append.Pool, [.. submissions.SelectMany(entries => entries)], _books,
            cancellationToken);
        var decisions = new List<SubmissionDecision>(submissions.Count);
        var events = new List<NewEvent>();
        foreach (var entries in submissions)
        {
            var decision = SubmissionDecider.Decide(entries, _books, _rules, append.Position + events.Count + 1);
            decisions.Add(decision);
            foreach (var accepted in decision.Accepted)
            {
                foreach (var model in _models) model.Fold(accepted, append.Position + events.Count + 1);
                events.Add(new(accepted, Streams.Of(accepted), accepted.Voucher ?? accepted.Document.Text, causation));
            }
        }
        if (events.Count > 0)
        {
            await append.Append(events, actor, expected: null, cancellationToken);
            foreach (var model in _models) await model.Save(append.Connection, append.Pool, cancellationToken);
        }
        await BooksTable.Save(append.Connection, append.Pool, _books, cancellationToken);
        return decisions;
    }
}
