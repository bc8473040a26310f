using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

/// <summary>
/// One event of every kind, as a pool might have recorded it, with everything filled that the kind can say. Their JSON
/// is approved in <c>Samples</c> and shown in docs/events.md: the format in which a ledger's history is kept.
/// </summary>
internal static partial class EventSamples
{
    private const string Agency = "330825";
    private const string Scan = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly FundCode _resident = FundCode.Of("resident");
    private static readonly FundCode _personal = FundCode.Of("employee-personal");
    private static readonly InstitutionCode _hospital = InstitutionCode.Of("H33082500017");

    internal static readonly IReadOnlyList<FundEvent> All =
    [
        .. Openings, .. Incomes, .. BetweenFundsAndLevels, .. Settlements, .. Benefits, .. Advances, .. Deposits,
        .. Recoveries, .. Fines, .. TreasuryMoves, .. BudgetsOfTheYear, Correction,
        .. Periods,
        .. Approvals,
        Erasure, Reconciliation, Statement,
    ];

    internal static FundEvent Of(EventType type) => All.Single(sample => sample.GetType() == type.Type);

    private static T Booked<T>(T entry, string document, string date, long fen = 0) where T : FundEvent =>
        (T)(entry with
        {
            Document = DocumentId.Of(document), Fund = entry.Fund.IsNone ? _resident : entry.Fund,
            Amount = new Money(fen), CashDate = Deciding.Entries.Date(date), Agency = Agency, Evidence = Scan,
        });
}
