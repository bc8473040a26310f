using Ledger.Domain.Events;
using Ledger.Domain.People;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Events;

/// <summary>What becomes of the way from a token to a person.</summary>
internal static partial class EventSamples
{
    private static FundEvent Erasure => new PersonErased
    {
        Document = DocumentId.Of("erase-person-P00017"), CashDate = Date("2025-04-08"), Person = PersonRef.Of("P00017"),
        Reason = "request of 2025-04-01",
    };
}
