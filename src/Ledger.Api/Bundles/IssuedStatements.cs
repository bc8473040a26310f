using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;

namespace Ledger.Api.Bundles;

/// <summary>The statements of a pool that the log says went out.</summary>
internal sealed class IssuedStatements(LedgerContext ledger, PoolCode pool)
{
    /// <summary>The newest of those months and that fund; null where there is none.</summary>
    internal async Task<FormerIssue?> Last(BundleSubject subject, CancellationToken cancellationToken)
    {
        FormerIssue? last = null;
        await foreach (var one in Of(subject.Span.Last, subject.Position, cancellationToken))
        {
            if (one.Issued!.From == subject.Span.From && one.Issued.Fund == subject.Fund) last = Former(one);
        }
        return last;
    }

    /// <summary>One by its document.</summary>
    /// <exception cref="UserError">There is none; the message says where to look.</exception>
    internal async Task<StatementIssued> Find(DocumentId document, CancellationToken cancellationToken)
    {
        var months = document.Text.Split('-') is [_, var year, var month, _]
            && CashDates.TryParse($"{year}-{month}-01", out var first) ? (NodaTime.YearMonth?)first.ToYearMonth() : null;
        if (months is { } last)
        {
            await foreach (var one in Of(last, long.MaxValue, cancellationToken))
            {
                if (one.Document == document) return one;
            }
        }
        var stream = Streams.Statements(months ?? new(2025, 3));
        throw new UserError(UserLanguage.Say(
            $"no statement {document} was issued in pool {pool}; those of a month: ./ledger events --pool {pool} --stream {stream}",
            $"统筹区 {pool} 未签发过报表 {document};查看某月:./ledger events --pool {pool} --stream {stream}"));
    }

    internal static FormerIssue Former(StatementIssued one) => new(one.Document.Text, one.Issued!.Position, one.Issued.Bundle);

    private async IAsyncEnumerable<StatementIssued> Of(NodaTime.YearMonth last, long position,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var recorded in ledger.Store.ReadStream(pool, Streams.Statements(last), 1, position, cancellationToken))
            yield return (StatementIssued)recorded.Body;
    }
}
