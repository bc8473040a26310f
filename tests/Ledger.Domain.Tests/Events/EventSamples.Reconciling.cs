using Ledger.Domain.Events;
using Ledger.Domain.Reconciling;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Events;

/// <summary>What people decide about reconciliations; one event says only one of the three things.</summary>
internal static partial class EventSamples
{
    private static FundEvent Reconciliation => new ReconciliationSigned
    {
        Document = DocumentId.Of("reconciliation-2025-03-1"), CashDate = Date("2025-03-31"),
        Category = ReconciliationSigned.ByParty, Counterparty = "bank", Evidence = Scan, Reason = "statement with the bank's seal",
        Reconciled = new("bank", Date("2025-03-01"), Date("2025-03-31"), 1042, $"{Scan}  bank-2025-03.csv")
        {
            Fund = _resident, Scope = "expenditure-account", WindowDays = 3, HereCount = 211, HereAmount = new(-84_120_35),
            ThereCount = 212, ThereAmount = new(-84_320_35), Matches = 210, OpenDifferences = 1, ClosedDifferences = 2,
        },
        Difference = new("5c0e9a7d21b4", "bank", "missing-here", new(-200_00), "2025033100017"),
        Balance = new(_resident, "bank.expenditure-account", new(1_204_433_10)),
    };
}
