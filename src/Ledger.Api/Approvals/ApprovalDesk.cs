using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Projections.PoolBooks;
using NodaTime;

namespace Ledger.Api.Approvals;

/// <summary>Requests for approval, as the command line and HTTP show and decide them.</summary>
internal sealed class ApprovalDesk(LedgerContext ledger, PoolCode pool)
{
    /// <summary>The requests that a page has at most.</summary>
    internal const int PageMax = 200;

    internal async Task<ApprovalsAnswer> List(ApprovalState? state, long? before, CancellationToken cancellationToken)
    {
        await ledger.NeedEntries(pool, cancellationToken);
        var found = await ApprovalBooks.List(ledger.Database, pool, state is { } one ? new(one) : ApprovalFilter.All,
            before ?? long.MaxValue, PageMax + 1, cancellationToken);
        return new(pool.Text, [.. found.Take(PageMax).Select(ApprovalAnswer.Of)],
            found.Count > PageMax ? $"{found[PageMax - 1].Position}" : null);
    }

    /// <summary>A page of requests with what they hold, the newest first.</summary>
    /// <param name="filter">Which of them.</param>
    /// <param name="before">Only those recorded before this position; null for the newest.</param>
    /// <param name="most">How many a page has.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The page, and where the next begins; null at the end.</returns>
    internal async Task<(IReadOnlyList<ApprovalFile> Requests, long? Next)> Page(
        ApprovalFilter filter, long? before, int most, CancellationToken cancellationToken)
    {
        await ledger.NeedEntries(pool, cancellationToken);
        var found = await ApprovalBooks.List(ledger.Database, pool, filter, before ?? long.MaxValue, most + 1, cancellationToken);
        var requests = new List<ApprovalFile>();
        foreach (var book in found.Take(most))
        {
            await foreach (var recorded in ledger.Store.Read(pool, book.Position, book.Position, cancellationToken))
                requests.Add(new(book, (ApprovalRequested)recorded.Body, recorded.Recorded, []));
        }
        return (requests, found.Count > most ? found[most - 1].Position : null);
    }

    /// <summary>How many requests wait for a person, counted up to <see cref="PageMax"/>.</summary>
    internal async Task<int> CountFor(string person, CancellationToken cancellationToken) =>
        (await ApprovalBooks.List(ledger.Database, pool, ApprovalFilter.For(person), long.MaxValue, PageMax, cancellationToken)).Count;

    /// <exception cref="NotThereError">There is no such request.</exception>
    internal async Task<ApprovalDetailAnswer> Show(DocumentId request, CancellationToken cancellationToken)
    {
        var file = await File(request, cancellationToken);
        return new(pool.Text, ApprovalAnswer.Of(file.Book), file.Requested.Rule?.Id,
            [.. file.Requested.Held.Select(HeldEntryAnswer.Of)], file.Decisions);
    }

    /// <summary>A request with all that was said of it.</summary>
    /// <exception cref="NotThereError">There is no such request.</exception>
    internal async Task<ApprovalFile> File(DocumentId request, CancellationToken cancellationToken)
    {
        var book = await Find(request, cancellationToken);
        var head = await ledger.Store.Head(pool, cancellationToken);
        (ApprovalRequested Asked, Instant At)? requested = null;
        var decisions = new List<DecisionAnswer>();
        await foreach (var recorded in ledger.Store.ReadStream(pool, $"approval/{request}", 1, head, cancellationToken))
        {
            if (recorded.Body is ApprovalRequested asked) requested = (asked, recorded.Recorded);
            else if (recorded.Body is ApprovalDecided decided) decisions.Add(DecisionAnswer.Of(decided, EventAnswer.Of(recorded)));
        }
        return new(book, requested!.Value.Asked, requested.Value.At, decisions);
    }

    /// <summary>Decides the next step of a request; with the last approval its entries are recorded.</summary>
    /// <param name="writers">The way into the log; null for a dry run.</param>
    /// <param name="request">Its number.</param>
    /// <param name="approves">Yes or no.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="reason">Why, as it is recorded.</param>
    /// <param name="cancellationToken">Ends the waiting; what was sent may be recorded nevertheless.</param>
    /// <returns>What it did, and whether this person had said so before.</returns>
    /// <exception cref="NotThereError">There is no such request.</exception>
    /// <exception cref="RefusedError">This person may not decide it, or the entries cannot be recorded as the books are.</exception>
    internal async Task<(DecidedAnswer Answer, bool IsRepeat)> Decide(PoolWriters? writers, DocumentId request, bool approves,
        string by, string? reason, CancellationToken cancellationToken)
    {
        await Find(request, cancellationToken);
        var today = ChinaTime.DayOf(SystemClock.Instance.GetCurrentInstant());
        var decided = new ApprovalDecided
        {
            Document = request, Original = request, CashDate = today, By = by, Reason = reason,
            Category = approves ? ApprovalDecided.Approved : ApprovalDecided.Rejected,
        };
        var cause = $"approval:{request}";
        var decision = writers is null
            ? await Rehearsal.Of(ledger, pool, new([decided], by, cause), cancellationToken)
            : await writers.Submit(pool, [decided], by, cause, cancellationToken);
        if (decision.Refused is [var refused, ..]) throw new RefusedError(refused);
        var first = decision.RepeatOf ?? decision.FirstPosition!.Value;
        var book = decision.Approval!;
        return (new(pool.Text, first, request.Text, ApprovalBook.NameOf(book.State), book.NextStep,
            [.. Enumerable.Range(1, Math.Max(0, decision.Accepted.Count - 1)).Select(index => first + index)]), decision.RepeatOf is not null);
    }

    private async Task<ApprovalBook> Find(DocumentId request, CancellationToken cancellationToken)
    {
        await ledger.NeedEntries(pool, cancellationToken);
        return await ApprovalBooks.Find(ledger.Database, pool, request, cancellationToken)
            ?? throw new NotThereError(UserLanguage.Say(
                $"pool {pool} has no request {request}; ./ledger approvals lists them",
                $"统筹区 {pool} 没有审批申请 {request};可用 ./ledger approvals 查看"));
    }
}
