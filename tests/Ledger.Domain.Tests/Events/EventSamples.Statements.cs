using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Events;

/// <summary>A statement that went out, after an earlier one of the same months.</summary>
internal static partial class EventSamples
{
    private static FundEvent Statement => new StatementIssued
    {
        Document = DocumentId.Of("statement-2025-03-2"), CashDate = Date("2025-03-31"),
        Original = DocumentId.Of("statement-2025-03-1"), Reason = "asked for by the auditors",
        Issued = new(Date("2025-01-01"), 1042, Root, Listed, Scan) { Fund = _resident },
    };

    private const string Root = "55f8718109829bf506b09d8af615b9f107a266e19f7a311039d1035f180b22d4";
    private const string Listed = "2c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3";
}
