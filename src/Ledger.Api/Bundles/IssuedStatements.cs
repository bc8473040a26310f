using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Api.Bundles;

/// <summary>The statements of a pool that the log says went out.</summary>
internal sealed class IssuedStatements(LedgerContext ledger, PoolCode pool)
{
    /// <summary>The newest of those months and that fund; null where there is none.</summary>
    internal async Task<FormerIssue?> Last(BundleSubject subject, CancellationToken cancellationToken)
    {
        FormerIssue? last = null;
        await foreach (var recorded in Recorded(subject.Span.Last, subject.Position, cancellationToken))
        {
            var one = (StatementIssued)recorded.Body;
            if (one.Issued!.From == subject.Span.From && one.Issued.Fund == subject.Fund) last = Former(one);
        }
        return last;
    }

    /// <summary>Those of which the last month is one of these, the newest first, with who issued them and when.</summary>
    internal async Task<IReadOnlyList<RecordedEvent>> Between(YearMonth first, YearMonth last, CancellationToken cancellationToken)
    {
        var found = new List<RecordedEvent>();
        for (var month = first; month <= last; month = month.PlusMonths(1))
            await foreach (var recorded in Recorded(month, long.MaxValue, cancellationToken)) found.Add(recorded);
        return [.. found.OrderByDescending(recorded => recorded.Position)];
    }

    /// <summary>One by its document.</summary>
    /// <exception cref="NotThereError">There is none; the message says where to look.</exception>
    internal async Task<StatementIssued> Find(DocumentId document, CancellationToken cancellationToken)
    {
        var months = document.Text.Split('-') is [_, var year, var month, _]
            && CashDates.TryParse($"{year}-{month}-01", out var first) ? (YearMonth?)first.ToYearMonth() : null;
        if (months is { } last)
        {
            await foreach (var recorded in Recorded(last, long.MaxValue, cancellationToken))
            {
                if (((StatementIssued)recorded.Body).Document == document) return (StatementIssued)recorded.Body;
            }
        }
        var stream = Streams.Statements(months ?? new(2025, 3));
        throw new NotThereError(UserLanguage.Say(
            $"no statement {document} was issued in pool {pool}; those of a month: ./ledger events --pool {pool} --stream {stream}",
            $"统筹区 {pool} 未签发过报表 {document};查看某月:./ledger events --pool {pool} --stream {stream}"));
    }

    internal static FormerIssue Former(StatementIssued one) => new(one.Document.Text, one.Issued!.Position, one.Issued.Bundle);

    private IAsyncEnumerable<RecordedEvent> Recorded(YearMonth last, long position, CancellationToken cancellationToken) =>
        ledger.Store.ReadStream(pool, Streams.Statements(last), 1, position, cancellationToken);
}
