using System.Diagnostics;
using System.Globalization;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using NodaTime;

namespace Ledger.Domain.Events;

/// <summary>
/// The stream an event belongs to (contract): a case, or a month of one counterpart, so that streams stay short. A
/// figure is never a property of a stream.
/// </summary>
public static class Streams
{
    public static string Of(FundEvent entry) => entry switch
    {
        PremiumReceived or PremiumRefunded => $"premiums/{entry.Fund}/{Month(entry.CashDate)}",
        ReimbursementPaid or ReimbursementReversed
            => $"settlements/{entry.Institution?.Text ?? "-"}/{Month(entry.CashDate)}",
        PrepaymentPaid or PrepaymentOffset or PrepaymentReturned
            => $"prepayment/{entry.Fund}/{entry.Institution}/{Year(entry.CashDate)}",
        ClawbackOrdered or ClawbackRecovered or ClawbackWaived => $"clawback/{entry.CaseNo}",
        FactRecorded => $"facts/{entry.Category}",
        EntryReversed e => Of(e.Reverses!),
        FundOpened or OpeningBalanceRecorded or SubsidyReceived or InterestCredited or TransferReceived
            or OtherIncomeReceived or UpperLevelSubsidyReceived or UpperLevelRemittancePaid or TransferPaid
            or OtherExpenditurePaid => $"fund/{entry.Fund}",
        _ => throw new UnreachableException($"No stream for {entry.GetType().Name}."),
    };

    private static string Month(LocalDate date) => date.Iso()[..7];

    private static string Year(LocalDate date) => date.Year.ToString("0000", CultureInfo.InvariantCulture);
}
