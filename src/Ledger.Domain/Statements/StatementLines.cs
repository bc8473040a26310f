using System.Diagnostics;

namespace Ledger.Domain.Statements;

/// <summary>Where a line stands in the statement.</summary>
public enum StatementSide
{
    Opening,
    Income,
    Expenditure,

    /// <summary>Not in the statement: money, and what others owe the fund.</summary>
    Asset,

    /// <summary>Not in the statement: what the fund owes others.</summary>
    Liability,
}

/// <summary>
/// Names of the lines of a fund's statement (contract). A figure is stored once, at its most specific line; a line's
/// value is its own plus that of the lines below it, so an of-which or a category can never be counted twice.
/// </summary>
public static class StatementLines
{
    public const string Opening = "opening";
    public const string OpeningAdjusted = "opening.adjusted";
    public const string Premium = "income.premium";
    public const string Subsidy = "income.subsidy";
    public const string Interest = "income.interest";
    public const string TransferIncome = "income.transfer";
    public const string OtherIncome = "income.other";
    public const string IncomeSubtotal = "income.subtotal";
    public const string FromUpper = "income.from-upper";
    public const string FromLower = "income.from-lower";
    public const string IncomeTotal = "income.total";
    public const string Benefits = "expenditure.benefits";
    public const string CriticalIllness = "expenditure.critical-illness";
    public const string TransferExpenditure = "expenditure.transfer";
    public const string OtherExpenditure = "expenditure.other";
    public const string ExpenditureSubtotal = "expenditure.subtotal";
    public const string ToLower = "expenditure.to-lower";
    public const string ToUpper = "expenditure.to-upper";
    public const string ExpenditureTotal = "expenditure.total";
    public const string Surplus = "surplus";
    public const string Closing = "closing";

    /// <summary>其中:统筹基金.</summary>
    public const string ClosingPooled = "closing.pooled";

    /// <summary>其中:个人账户.</summary>
    public const string ClosingPersonal = "closing.personal";

    /// <summary>总计: what the two sides of the statutory form both come to.</summary>
    public const string Total = "total";

    /// <summary>暂付款: advances to institutions, not yet offset or returned.</summary>
    public const string PrepaymentAsset = "asset.prepayments";

    /// <summary>The bank accounts, each below it by its name: <c>bank.expenditure-account</c>.</summary>
    public const string Bank = "bank";

    /// <summary>暂付款 to others than institutions.</summary>
    public const string AdvanceAsset = "asset.advances";

    /// <summary>暂收款: quality deposits, where they are booked so.</summary>
    public const string DepositLiability = "liability.deposits";

    /// <summary>暂收款: money whose place is not known yet.</summary>
    public const string HeldLiability = "liability.held";

    /// <summary>暂收款: fines on their way to the Treasury.</summary>
    public const string PenaltyLiability = "liability.penalties";

    /// <summary>借入款项.</summary>
    public const string LoanLiability = "liability.loans";

    /// <summary>What income.subtotal (本年收入小计) covers.</summary>
    public static readonly IReadOnlyList<string> IncomeSubtotalParts =
        [Premium, Subsidy, Interest, TransferIncome, OtherIncome];

    /// <summary>What expenditure.subtotal (本年支出小计) covers.</summary>
    public static readonly IReadOnlyList<string> ExpenditureSubtotalParts =
        [Benefits, CriticalIllness, TransferExpenditure, OtherExpenditure];

    public static StatementSide SideOf(string line) =>
        TrySideOf(line) ?? throw new UnreachableException($"No side for line {line}.");

    /// <summary>The side of a line that data names; null where there is no such line.</summary>
    public static StatementSide? TrySideOf(string line) => line switch
    {
        _ when IsAtOrBelow(line, Opening) => StatementSide.Opening,
        _ when IsAtOrBelow(line, "income") => StatementSide.Income,
        _ when IsAtOrBelow(line, "expenditure") => StatementSide.Expenditure,
        _ when IsAtOrBelow(line, "asset") || IsAtOrBelow(line, Bank) => StatementSide.Asset,
        _ when IsAtOrBelow(line, "liability") => StatementSide.Liability,
        _ => null,
    };

    /// <summary>Of-which lines of premium income, by payer; a payer without one is plain premium income.</summary>
    public static string PremiumFrom(string? payer) => payer switch
    {
        "medical-aid" => Premium + ".aid-funded",
        "fiscal" => Premium + ".fiscal-paid",
        "collective" => Premium + ".collective",
        _ => Premium,
    };

    public static string SubsidyFor(string? category) => $"{Subsidy}.{category ?? "standard"}";

    public static string BenefitsFor(string? category) => $"{Benefits}.{category ?? "other"}";

    /// <summary>Whether <paramref name="line"/> is <paramref name="parent"/> or stands below it.</summary>
    public static bool IsAtOrBelow(string line, string parent) =>
        line.StartsWith(parent, StringComparison.Ordinal)
        && (line.Length == parent.Length || line[parent.Length] == '.');
}
