using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Reconciling;

/// <summary>Why a row of a file from outside cannot be taken: one line in each language.</summary>
internal static class OutsideFileText
{
    public static readonly Wording ZeroAmount = new("must be above zero", "必须大于零");

    public static readonly Wording FundInSomeRows = new(
        "is empty here and filled in other rows; every row names its fund, or none does",
        "此行为空而其他行有值;须每行都填基金,或都不填");

    public static readonly Wording LineNotKnown = new(
        "is no line that totals are stated of: income.…, expenditure.…, or bank.ACCOUNT, bank.ACCOUNT.in, bank.ACCOUNT.out",
        "不是可对总数的项目,应为 income.…、expenditure.…,或 bank.账户、bank.账户.in、bank.账户.out");

    public static readonly Wording BalanceLineNotKnown = new(
        "is no balance: closing, or an account of the balance sheet such as bank.fiscal-account",
        "不是余额项目,应为 closing,或资产负债科目,如 bank.fiscal-account");

    public static Wording NoDate(string text) => new(
        $"'{PlainLine.Beginning(text)}' is not a date of the calendar, written as 2025-03-31",
        $"“{PlainLine.Beginning(text)}”不是日历上的日期,应写作 2025-03-31");

    public static Wording NoCount(string text) => new(
        $"'{PlainLine.Beginning(text)}' is not a whole number from 0", $"“{PlainLine.Beginning(text)}”不是自然数");

    public static Wording FundNotKnown(string text) => new(
        $"fund '{PlainLine.Beginning(text)}' is not in the fund catalogue", $"基金目录中没有“{PlainLine.Beginning(text)}”");

    public static Wording NoChoice(string text, IReadOnlyList<string> choices) => new(
        $"'{PlainLine.Beginning(text)}' is not one of {string.Join(", ", choices)}",
        $"“{PlainLine.Beginning(text)}”不在可选值 {string.Join("、", choices)} 之中");

    public static Wording BadText(int lengthMax) => new(
        $"must be at most {lengthMax} characters without control characters", $"至多 {lengthMax} 个字符,不含控制字符");

    public static Wording EndsBeforeItBegins(string from) => new($"is before from, {from}", $"早于 from {from}");

    public static Wording Overlaps(string place) => new(
        $"has days of the total at {place}: a line of a fund is stated once for a day", $"与 {place} 的总数日期重叠");

    public static Wording Twice(string place) => new($"is stated at {place} already", $"已在 {place} 给出");
}
