using System.Diagnostics;
using Ledger.Domain.Approvals;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;
using Ledger.Domain.People;
using Ledger.Domain.Settlements;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Deciding;

/// <summary>A refusal in the user's words: the column that is to be mended, and one line that says why.</summary>
public static class RefusalText
{
    public static (string Column, Wording Text) Explain(Refusal refusal, FundEvent entry, Books books, RuleBook rules) => refusal switch
    {
        Refusal.FundNotOpened => (EntryColumns.Fund, new(
            $"fund {entry.Fund} is not opened in this pool; record fund_opened first",
            $"本统筹区尚未开立基金 {entry.Fund},请先登记 fund_opened")),
        Refusal.DateBeforeFundOpened => (EntryColumns.Date, new(
            $"{entry.CashDate.Iso()} is before {OpenedOn(entry, books)}, the day fund {entry.Fund} was opened",
            $"{entry.CashDate.Iso()} 早于基金 {entry.Fund} 的开账日 {OpenedOn(entry, books)}")),
        Refusal.FundAlreadyOpened => (EntryColumns.Fund, new(
            $"fund {entry.Fund} was opened on {OpenedOn(entry, books)} already",
            $"基金 {entry.Fund} 已于 {OpenedOn(entry, books)} 开账")),
        Refusal.OpeningIsUnknown => (EntryColumns.Fund, new(
            $"fund {entry.Fund} was opened flows-only: its opening balance is unknown and cannot be recorded",
            $"基金 {entry.Fund} 以 flows-only 开账,期初结余未知,不能登记")),
        Refusal.FundMayNotPay => (EntryColumns.Fund, MayNotPay(entry, rules)),
        Refusal.FundOverdrawn => (EntryColumns.Amount, Overdrawn(entry, books)),
        Refusal.PersonalAccountOverdrawn => (EntryColumns.Amount, PersonalAccounts.Explain(entry, books)),
        Refusal.TotalTooLarge => (EntryColumns.Amount, new(
            $"with {entry.Amount} all that fund {entry.Fund} moved would exceed what the ledger can add up",
            $"加上 {entry.Amount},基金 {entry.Fund} 的累计发生额将超出账本可加总的上限")),
        Refusal.DocumentConflict => (EntryColumns.Document, new(
            $"{EventTypes.NameOf(entry)} {entry.Document} is recorded already with other content",
            $"{EventTypes.NameOf(entry)} {entry.Document} 已登记,但内容不同")),
        Refusal.VoucherConflict => (EntryColumns.Voucher, VoucherConflict(entry)),
        Refusal.FundTwice => (EntryColumns.Fund, new(
            $"fund {entry.Fund} stands twice in {EventTypes.NameOf(entry)} {entry.Document}",
            $"基金 {entry.Fund} 在 {EventTypes.NameOf(entry)} {entry.Document} 中出现两次")),
        Refusal.OriginalNotFound => (EntryColumns.Original, NotFound(entry)),
        Refusal.OriginalAmbiguous => (EntryColumns.Category, new(
            $"entries of several kinds have document {entry.Original}; name the kind to reverse in category",
            $"单据号 {entry.Original} 对应多种业务,请在 category 写明要冲销的种类")),
        Refusal.AlreadyReversed => (EntryColumns.Original, new(
            $"{entry.Original} was reversed already", $"{entry.Original} 已冲销")),
        Refusal.NotReversible => (EntryColumns.Original, new(
            $"{entry.Original} cannot be reversed: it opens a fund, closes or reopens a period, is a reversal itself, "
                + "or was refunded, paid or released in part",
            $"{entry.Original} 不能冲销:它是开账、结账或反结账、本身是冲销,或已部分退还、支付、拨付")),
        Refusal.ReversalIncomplete => (EntryColumns.Original, new(
            $"{entry.Original} was paid from several funds; reverse every one of them under {entry.Document}",
            $"{entry.Original} 由多个基金支付,须在 {entry.Document} 下全部冲销")),
        Refusal.AmountDiffersFromOriginal => (EntryColumns.Amount, new(
            $"{entry.Amount} is not the amount of {entry.Original}; a reversal is of the whole amount",
            $"{entry.Amount} 与 {entry.Original} 的金额不符,冲销必须是全额")),
        Refusal.RefundDiffers => (EntryColumns.Amount, WholeRefund.Explain(entry, books)),
        Refusal.ExceedsOriginal => (EntryColumns.Amount, new(
            $"{entry.Amount} is more than what is left of {entry.Original}",
            $"{entry.Amount} 超过 {entry.Original} 的剩余金额")),
        Refusal.DateBeforeOriginal => (EntryColumns.Date, new(
            $"{entry.CashDate.Iso()} is before {OriginalDate(entry, books)}, the date of {entry.Original}",
            $"{entry.CashDate.Iso()} 早于 {entry.Original} 的日期 {OriginalDate(entry, books)}")),
        Refusal.OthersRestOnIt => (EntryColumns.Original, new(
            $"{entry.Original} cannot be undone while something rests on it: reverse its deposit, offset or clawback "
                + "order first, or the lifting or hold that followed it",
            $"{entry.Original} 上仍有质量保证金、抵扣、追回决定或后续的暂停、恢复支付,请先冲销这些业务")),
        Refusal.PrepaymentExceeded => (EntryColumns.Amount, PrepaymentExceeded(entry, books)),
        Refusal.CaseNotFound => (EntryColumns.CaseNo, new(
            $"no clawback was ordered under case {entry.CaseNo} for fund {entry.Fund}",
            $"案件 {entry.CaseNo} 没有对基金 {entry.Fund} 的追回决定")),
        Refusal.CaseIsAgainstAnother => (EntryColumns.CaseNo, new(
            $"case {entry.CaseNo} is against another institution or person",
            $"案件 {entry.CaseNo} 针对的是另一机构或个人")),
        Refusal.ClawbackExceeded => (EntryColumns.Amount, ClawbackExceeded(entry, books)),
        Refusal.BookingYearUnknown => (EntryColumns.BudgetYear, new(
            "say in which year the overpayment was booked: give original or budget_year, here or in the order",
            "请说明多付款项入账的年度:在本行或追回决定中填写 original 或 budget_year")),
        Refusal.OutstandingExceeded => (EntryColumns.Amount, OutstandingExceeded(entry, books)),
        Refusal.DepositRateExceeded => (EntryColumns.Amount, new(
            $"{entry.Amount} is more of {entry.Original} than the deposit rate allows to be withheld",
            $"{entry.Amount} 超过 {entry.Original} 按比例可扣留的质量保证金")),
        Refusal.PaymentOnHold => (EntryColumns.Original, new(
            $"settlement {entry.Original} is on hold; record payment_hold_lifted first",
            $"结算 {entry.Original} 已暂停支付,请先登记 payment_hold_lifted")),
        Refusal.AlreadyHeld => (EntryColumns.Original, new(
            $"settlement {entry.Original} is on hold already", $"结算 {entry.Original} 已处于暂停支付状态")),
        Refusal.NotHeld => (EntryColumns.Original, new(
            $"settlement {entry.Original} is not on hold", $"结算 {entry.Original} 未处于暂停支付状态")),
        Refusal.ToFundIsSame => (EntryColumns.ToFund, new(
            $"fund {entry.Fund} cannot pay itself", $"基金 {entry.Fund} 不能向自身支付")),
        Refusal.ToFundNotOpened => (EntryColumns.ToFund, new(
            $"fund {entry.ToFund} is not opened in this pool; record fund_opened first",
            $"本统筹区尚未开立基金 {entry.ToFund},请先登记 fund_opened")),
        Refusal.CategoryNotKnown => (EntryColumns.Category, new(
            $"the rules know no {EventTypes.NameOf(entry)} of category '{entry.Category}'",
            $"规则中没有类别为“{entry.Category}”的 {EventTypes.NameOf(entry)}")),
        Refusal.PeriodClosed or Refusal.PeriodAlreadyClosed or Refusal.PeriodNotReached or Refusal.PeriodNotClosed
            or Refusal.PeriodIsHardClosed => PeriodRefusals.Explain(refusal, entry, books),
        Refusal.ApprovalNeeded or Refusal.ApprovalPending or Refusal.ApprovalNotFound or Refusal.ApprovalDecidedAlready
            or Refusal.ApprovalOfOwnRequest or Refusal.ApprovalOfTwoSteps or Refusal.ApprovalOverdue
            or Refusal.ApprovalNotDue => ApprovalRefusals.Explain(refusal, entry, books),
        Refusal.PrepaymentNotReturned or Refusal.PrepaymentAfterDeficit or Refusal.PrepaymentMonthsTooFew
            or Refusal.ReserveExceeded or Refusal.AccountMayNotReceive or Refusal.AccountMayNotPay
            or Refusal.AccountMoveNotAllowed => RulingRefusalText.Explain(refusal, entry, books, rules.Rulings),
        _ => throw new UnreachableException($"No text for {refusal}."),
    };

    private static Wording MayNotPay(FundEvent entry, RuleBook rules) =>
        rules.Rulings.Against(entry.Fund, entry.Category) is { } rule
            ? new($"fund {entry.Fund} may not pay benefits of category '{entry.Category}' (rule {rule.Policy})",
                $"基金 {entry.Fund} 不得支付类别为“{entry.Category}”的待遇(规则 {rule.Policy})")
            : new($"{EventTypes.NameOf(entry)} leaves personal accounts only; fund {entry.Fund} is the pooled part",
                $"{EventTypes.NameOf(entry)} 只能从个人账户支付,基金 {entry.Fund} 是统筹部分");

    private static string OpenedOn(FundEvent entry, Books books) => books.Fund(entry.Fund)!.OpenedOn.Iso();

    private static string OriginalDate(FundEvent entry, Books books) =>
        (entry is EntryReversed reversal
            ? CorrectionDecider.Targets(reversal, books).First(leg => leg.Entry.Fund == entry.Fund)
            : Answering.OriginalOf(entry, books.Entries(entry.Original!.Value)) ?? Resting.BaseOf(entry, books)!)
        .Entry.CashDate.Iso();

    // Of a move between funds, or its reversal, either may be the one that has too little.
    private static Wording Overdrawn(FundEvent entry, Books books)
    {
        var fund = StatementEffects.Of(entry).Select(effect => effect.Fund).First(books.IsOverdrawn);
        var balance = books.Fund(fund)!.Balance;
        return new($"fund {fund} would fall to {balance}; a fund may not go below zero",
            $"基金 {fund} 的结余将变为 {balance},基金不得透支");
    }

    private static Wording VoucherConflict(FundEvent entry) => entry.Voucher is null
        ? new($"part of {entry.Document} is recorded already", $"{entry.Document} 的一部分已登记")
        : new($"voucher {entry.Voucher} is recorded already with other rows; use a new voucher number",
            $"凭证 {entry.Voucher} 已登记,但所含各行不同,请使用新的凭证号");

    private static Wording NotFound(FundEvent entry) => entry.Fund.IsNone
        ? new($"no recorded entry has document {entry.Original}", $"没有单据号为 {entry.Original} 的已登记业务")
        : new($"no recorded entry with document {entry.Original} can be answered by {EventTypes.NameOf(entry)} "
                + $"for fund {entry.Fund}",
            $"基金 {entry.Fund} 没有可由 {EventTypes.NameOf(entry)} 对应的单据 {entry.Original}");

    private static Wording PrepaymentExceeded(FundEvent entry, Books books)
    {
        var (english, chinese) = ($"{entry.Amount} is more than the advance that is outstanding", $"{entry.Amount} 超过未结清的预付金");
        if (entry.Institution is not { } institution) return new(english, chinese);
        var outstanding = books.PrepaymentOutstanding(entry.Fund, institution);
        return new($"{english}: {institution} holds {outstanding} of fund {entry.Fund}",
            $"{chinese}:机构 {institution} 持有基金 {entry.Fund} 的预付金 {outstanding}");
    }

    private static Wording ClawbackExceeded(FundEvent entry, Books books)
    {
        var left = entry.CaseNo is { } caseNo && books.Clawback(caseNo, entry.Fund) is { } book
            ? book.Outstanding
            : (Money?)null;
        return new($"{entry.Amount} is more than what is left of the ordered clawback{(left is null ? "" : $": {left}")}",
            $"{entry.Amount} 超过应追回而未追回的金额{(left is null ? "" : $" {left}")}");
    }

    private static Wording OutstandingExceeded(FundEvent entry, Books books)
    {
        var (english, chinese) = ($"{entry.Amount} is more than what is outstanding", $"{entry.Amount} 超过未结清的金额");
        if (Outstanding.MovedBy(entry) is not { } moved) return new(english, chinese);
        var left = books.Outstanding(moved.Key);
        return new($"{english}: {moved.Key.Holder} has {left} with fund {entry.Fund}",
            $"{chinese}:{moved.Key.Holder} 在基金 {entry.Fund} 的余额为 {left}");
    }
}
