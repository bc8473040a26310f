namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>The columns of a settlement detail 3202 (对明细账), in the order in which every line has them (contract).</summary>
internal static class SettlementDetailColumns
{
    /// <summary>结算ID.</summary>
    public const string Settlement = "setl_id";

    /// <summary>就诊ID; not kept.</summary>
    public const string Visit = "mdtrt_id";

    /// <summary>人员编号; kept as a reference only.</summary>
    public const string Person = "psn_no";

    /// <summary>医疗费总额.</summary>
    public const string MedicalCost = "medfee_sumamt";

    /// <summary>基金支付总额.</summary>
    public const string FundPayment = "fund_pay_sumamt";

    /// <summary>个人账户支出.</summary>
    public const string AccountPayment = "acct_pay";

    /// <summary>退费结算标志; the sign of the amounts says the same, so it is not read.</summary>
    public const string RefundFlag = "refd_setl_flag";

    /// <summary>扩展字段; may hold anything, so it is not read.</summary>
    public const string Extension = "exp_content";

    public static readonly IReadOnlyList<string> All =
        [Settlement, Visit, Person, MedicalCost, FundPayment, AccountPayment, RefundFlag, Extension];

    public static readonly string Header = string.Join('\t', All);
}
