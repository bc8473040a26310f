using Ledger.Domain.Budgets;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Penalties;
using Ledger.Domain.Settlements;
using Ledger.Domain.Treasury;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>What is owed, kept back, held, lent or moved, in one line.</summary>
internal static partial class Entries
{
    internal const string City = "330800";

    internal static SettlementRecorded Settled(string document, long fen) =>
        Made(new SettlementRecorded { Category = "inpatient", Institution = Hospital }, document, fen);

    internal static SettlementWithdrawn Withdrawn(string document, string original, long fen) =>
        Made(new SettlementWithdrawn { Original = Doc(original) }, document, fen);

    internal static AmountRefused Refused(string document, string original, long fen) =>
        Made(new AmountRefused { Institution = Hospital, Original = Doc(original), Reason = "no record" },
            document, fen);

    internal static PaymentHeld OnHold(string document, string original, long fen = 1) =>
        Made(new PaymentHeld { Institution = Hospital, Original = Doc(original), Reason = "inspected" }, document, fen);

    internal static PaymentHoldLifted Lifted(string document, string original, long fen = 1) =>
        Made(new PaymentHoldLifted { Institution = Hospital, Original = Doc(original), Reason = "cleared" },
            document, fen);

    internal static YearEndCleared Cleared(string document, long fen, string direction) =>
        Made(new YearEndCleared { Institution = Hospital, BudgetYear = 2024, Direction = direction }, document, fen);

    internal static DepositWithheld Withheld(string document, string original, long fen) =>
        Made(new DepositWithheld { Institution = Hospital, Original = Doc(original) }, document, fen);

    internal static DepositReleased Released(string document, string original, long fen) =>
        Made(new DepositReleased { Institution = Hospital, Original = Doc(original) }, document, fen);

    internal static DepositForfeited Forfeited(string document, string original, long fen) =>
        Made(new DepositForfeited { Institution = Hospital, Original = Doc(original) }, document, fen);

    internal static SubsidyReturned SubsidyBack(string document, string? original, long fen) =>
        Made(new SubsidyReturned { Payer = "county", Original = Doc(original) }, document, fen);

    internal static BalanceAdjusted Adjusted(string document, long fen, string direction) =>
        Made(new BalanceAdjusted { Direction = direction, Category = "audit", Reason = "audit of 2024" },
            document, fen);

    internal static FundsMoved Moved(string document, long fen, string category, FundCode toFund) =>
        Made(new FundsMoved { Category = category, ToFund = toFund }, document, fen);

    /// <summary>Bought from an insurer, or with a fund paid over to the pool's own.</summary>
    internal static CriticalIllnessPremiumPaid Cover(string document, long fen, FundCode? toFund = null) =>
        Made(new CriticalIllnessPremiumPaid { ToFund = toFund, Counterparty = toFund is null ? "insurer" : null },
            document, fen);

    internal static AccountMoved Between(string document, long fen, string from, string to) =>
        Made(new AccountMoved { Account = from, ToAccount = to }, document, fen);

    internal static PenaltyCollected Fined(string document, long fen, string? account = null) =>
        Made(new PenaltyCollected { CaseNo = "C-1", Institution = Hospital, Account = account }, document, fen);

    internal static PenaltyRemitted Remitted(string document, long fen) =>
        Made(new PenaltyRemitted { CaseNo = "C-1", Institution = Hospital }, document, fen);

    /// <summary>An entry about the neighbouring city: an advance, money held, a loan.</summary>
    internal static T WithCity<T>(this T blank, string document, long fen) where T : FundEvent =>
        Made((T)(blank with { Counterparty = City, Category = "cross-region" }), document, fen);

    internal static T Towards<T>(this T entry, string counterparty) where T : FundEvent =>
        (T)(entry with { Counterparty = counterparty });

    internal static T Naming<T>(this T entry, string original) where T : FundEvent =>
        (T)(entry with { Original = Doc(original) });
}
