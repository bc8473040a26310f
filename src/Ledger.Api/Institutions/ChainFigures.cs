using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Institutions;
using Ledger.Projections.Reading;

namespace Ledger.Api.Institutions;

/// <summary>What became of a document, from advance to settlement to recovery.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="known">As it was known then; now where it says nothing.</param>
public sealed class ChainFigures(LedgerContext ledger, KnownPoint known = default)
{
    /// <exception cref="NotThereError">The pool has no events, or nothing is recorded under the document.</exception>
    public async Task<ChainAnswer> Of(PoolCode pool, DocumentId document, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var chains = new DocumentChains(new(ledger.Database, ledger.Store), ledger.Store);
        var chain = await chains.Of(snapshot, document, cancellationToken) ?? throw new NotThereError(UserLanguage.Say(
            $"nothing is recorded under document '{PlainLine.Beginning(document.Text)}' in pool {pool}",
            $"统筹区 {pool} 未登记单据“{PlainLine.Beginning(document.Text)}”"));
        return new(pool.Text, document.Text, snapshot.Position, [.. chain.Links.Select(Of)], chain.IsCut);
    }

    /// <summary>The advances and orders that chains of an institution begin with, the latest first.</summary>
    /// <exception cref="NotThereError">The pool has no events.</exception>
    public async Task<IReadOnlyList<ChainEventAnswer>> Beginnings(
        PoolCode pool, InstitutionCode institution, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var found = await new HolderDocuments(ledger.Database, ledger.Store).Of(snapshot, institution, cancellationToken);
        return [.. found.Select(one => Of(new ChainLink(one, null, null)))];
    }

    private static ChainEventAnswer Of(ChainLink link) => new(link.Recorded.Position, link.Entry.CashDate.Iso(),
        link.Recorded.Type, link.Entry is EntryReversed { Reverses: { } reversed } ? ItemOf(reversed) : ItemOf(link.Entry),
        link.Entry is EntryReversed, link.Entry.Document.Text, link.Entry.Original?.Text, link.Entry.Voucher, link.Entry.CaseNo,
        link.Entry.Fund.Text, link.Entry.Institution?.Text, link.Entry.Amount.ToString(), link.Kind, link.Left?.ToString());

    private static string? ItemOf(Domain.Events.FundEvent entry) => InstitutionItems.Of(entry) is [var first, ..] ? first.Item : null;
}

/// <param name="IsCut">There is more than one reading goes through, so that events may be missing.</param>
public sealed record ChainAnswer(string Pool, string Document, long Position, IReadOnlyList<ChainEventAnswer> Events, bool IsCut);

/// <param name="Item">The item of the institution's statement that it is; null where it is none.</param>
/// <param name="IsReversal">It takes back such an item.</param>
/// <param name="Moves">What is outstanding that it moves, by its kind.</param>
/// <param name="Left">What was outstanding after it; null where not all that moves it is in the chain.</param>
public sealed record ChainEventAnswer(long Position, string Date, string Kind, string? Item, bool IsReversal, string Document,
    string? Original, string? Voucher, string? CaseNo, string Fund, string? Institution, string Amount, string? Moves, string? Left);
