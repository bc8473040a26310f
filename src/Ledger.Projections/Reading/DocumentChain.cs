using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using Ledger.EventStore;

namespace Ledger.Projections.Reading;

/// <summary>An entry of a chain.</summary>
/// <param name="Kind">What is outstanding that it moves, one of <see cref="OutstandingKinds"/>; null where it moves none.</param>
/// <param name="Left">
/// What was outstanding after it: of the settlement, deposit or case, or of all advances of the fund to the institution. Null
/// where not all that moves it is in the chain.
/// </param>
public sealed record ChainLink(RecordedEvent Recorded, string? Kind, Money? Left)
{
    public FundEvent Entry => (FundEvent)Recorded.Body;
}

/// <summary>The entries that belong to a document: what it answers, and what answers it, from advance to recovery.</summary>
/// <param name="Links">In the order in which they were recorded.</param>
/// <param name="IsCut">There is more than one reading goes through, so that links may be missing.</param>
public sealed record DocumentChain(IReadOnlyList<ChainLink> Links, bool IsCut)
{
    /// <summary>What is outstanding after each entry, where all that moves it is among them.</summary>
    /// <param name="entries">In order of position.</param>
    /// <param name="whole">The keys, by <see cref="KeyOf"/>, of which all entries are there.</param>
    internal static IReadOnlyList<ChainLink> LinksOf(IReadOnlyList<RecordedEvent> entries, IReadOnlySet<ChainKey> whole)
    {
        var left = new Dictionary<ChainKey, Money>();
        var links = new List<ChainLink>(entries.Count);
        foreach (var recorded in entries)
        {
            var entry = (FundEvent)recorded.Body;
            if (OutstandingMoves.Of(entry) is not { } move || KeyOf(entry) is not { } key)
            {
                links.Add(new(recorded, null, null));
                continue;
            }
            left[key] = left.GetValueOrDefault(key) + move.Amount;
            links.Add(new(recorded, move.Kind, whole.Contains(key) ? left[key] : null));
        }
        return links;
    }

    /// <summary>Which outstanding amount an entry moves.</summary>
    internal static ChainKey? KeyOf(FundEvent entry) => entry switch
    {
        PrepaymentPaid or PrepaymentOffset or PrepaymentReturned or Domain.Funds.OpeningBalanceRecorded { Account: "prepayment" }
            => new(OutstandingKinds.Prepayment, entry.Fund, entry.Institution!.Value.Text),
        DepositWithheld => new(OutstandingKinds.Deposit, entry.Fund, entry.Document.Text),
        DepositReleased or DepositForfeited => new(OutstandingKinds.Deposit, entry.Fund, entry.Original!.Value.Text),
        ClawbackOrdered or ClawbackRecovered or ClawbackWaived => new(OutstandingKinds.Clawback, entry.Fund, entry.CaseNo!),
        SettlementRecorded => new(OutstandingKinds.Settlement, entry.Fund, entry.Document.Text),
        SettlementWithdrawn or AmountRefused or ReimbursementPaid { Answers.SettledOn: not null }
            => new(OutstandingKinds.Settlement, entry.Fund, entry.Original!.Value.Text),
        EntryReversed { Reverses: { } original } => KeyOf(original),
        _ => null,
    };
}

/// <summary>An outstanding amount that a chain follows.</summary>
/// <param name="Kind">One of <see cref="OutstandingKinds"/>.</param>
/// <param name="Name">The settlement, the deposit's document, the case, or the institution that was advanced.</param>
internal readonly record struct ChainKey(string Kind, FundCode Fund, string Name);
