using System.Diagnostics;
using System.Globalization;
using Ledger.Domain.Events;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Rulings;

namespace Ledger.Domain.Deciding;

/// <summary>Refusals by a ruling that is data: the line names the ruling, so that its row can be found.</summary>
internal static class RulingRefusalText
{
    internal static (string Column, Wording Text) Explain(
        Refusal refusal, FundEvent entry, Books books, LedgerRules rules) => refusal switch
    {
        Refusal.PrepaymentNotReturned => (EntryColumns.Institution, new(
            $"{entry.Institution} still holds {PrepaymentDecider.OfEarlierYears(entry, books)} that fund {entry.Fund} "
                + $"advanced in earlier years; it must be returned or offset first (rule {rules.Prepayment.Policy})",
            $"机构 {entry.Institution} 尚有基金 {entry.Fund} 以前年度预付金 {PrepaymentDecider.OfEarlierYears(entry, books)} "
                + $"未退回,须先退回或抵扣(规则 {rules.Prepayment.Policy})")),
        Refusal.PrepaymentAfterDeficit => (EntryColumns.Fund, new(
            $"fund {entry.Fund} had a deficit of {Deficit(entry, books)} in {entry.CashDate.Year - 1}; nothing may be "
                + $"advanced from it (rule {rules.Prepayment.Policy})",
            $"基金 {entry.Fund} {entry.CashDate.Year - 1} 年当期赤字 {Deficit(entry, books)},不得预付"
                + $"(规则 {rules.Prepayment.Policy})")),
        Refusal.PrepaymentMonthsTooFew => (EntryColumns.Fund, new(
            $"fund {entry.Fund} could pay {Months(entry, books)} months at the end of {entry.CashDate.Year - 1}, an advance "
                + $"needs {rules.Prepayment.MonthsMin[entry.Fund]} (rule {rules.Prepayment.Policy})",
            $"基金 {entry.Fund} {entry.CashDate.Year - 1} 年末可支付月数为 {Months(entry, books)},预付须达到 "
                + $"{rules.Prepayment.MonthsMin[entry.Fund]} 个月(规则 {rules.Prepayment.Policy})")),
        Refusal.ReserveExceeded => (EntryColumns.Amount, Reserve(entry, books, rules.Reserve(entry.Fund)!)),
        Refusal.AccountMayNotReceive => (EntryColumns.Account, new(
            $"{EventTypes.NameOf(entry)} may not be received into {entry.Account} (rule {rules.TwoLines.Policy})",
            $"{EventTypes.NameOf(entry)} 不得存入 {entry.Account}(规则 {rules.TwoLines.Policy})")),
        Refusal.AccountMayNotPay => (EntryColumns.Account, new(
            $"{EventTypes.NameOf(entry)} may not be paid from {entry.Account} (rule {rules.TwoLines.Policy})",
            $"{EventTypes.NameOf(entry)} 不得从 {entry.Account} 支付(规则 {rules.TwoLines.Policy})")),
        Refusal.AccountMoveNotAllowed => (EntryColumns.ToAccount, new(
            $"money may not go from {entry.Account} straight to {entry.ToAccount} (rule {rules.TwoLines.Policy})",
            $"资金不得从 {entry.Account} 直接划入 {entry.ToAccount}(规则 {rules.TwoLines.Policy})")),
        _ => throw new UnreachableException($"No text for {refusal}."),
    };

    private static Money Deficit(FundEvent entry, Books books) =>
        PrepaymentDecider.LastYear(entry, books) is var year ? year.Expenditure - year.Income : default;

    // Cut, not rounded: 5.999 months are not six.
    private static string Months(FundEvent entry, Books books)
    {
        var spent = PrepaymentDecider.LastYear(entry, books).Expenditure.Fen;
        if (spent <= 0) return "0";
        var months = books.BalanceAtEndOf(entry.Fund, entry.CashDate.Year - 1).Fen * 12m / spent;
        return (decimal.Truncate(months * 100) / 100).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static Wording Reserve(FundEvent entry, Books books, ReserveRule rule)
    {
        var year = books.Year(entry.Fund, entry.CashDate.Year);
        var share = (rule.Share * 100).ToString("0.##", CultureInfo.InvariantCulture);
        return new(
            $"with {entry.Amount} fund {entry.Fund} would set aside {year.Reserved + entry.Amount} in "
                + $"{entry.CashDate.Year}, more than {share} % of its premiums of {year.Premium} (rule {rule.Policy})",
            $"加上 {entry.Amount},基金 {entry.Fund} {entry.CashDate.Year} 年划转 {year.Reserved + entry.Amount},"
                + $"超过当年保险费收入 {year.Premium} 的 {share}%(规则 {rule.Policy})");
    }
}
