using Ledger.Domain.Clearing;

namespace Ledger.Api.Clearing;

/// <summary>How each column of a clearing is worked out, so that an institution can check it by hand.</summary>
internal static class ClearingFormulas
{
    internal static IReadOnlyList<ClearingFormula> Of(ClearingPolicy policy) =>
    [
        .. policy.Method == ClearingMethod.Points ? ByPoints(policy) : ByBudget(policy),
        new("special", "year_end_cleared of category special-case for the year, up less down",
            "特病单议 = 该年度 special-case 类清算决定,增减相抵"),
        new("cleared", "decided before by interim clearings and earlier rounds, up less down",
            "已清算 = 阶段性清算和此前各轮清算的决定,增减相抵"),
        new("payable", "share + special", "应付总额 = 份额 + 特病单议"),
        new("due", "payable − charged − special − cleared; special cases are paid by their own decisions",
            "应补(+)或应退(−)= 应付总额 − 已计入 − 特病单议(另行支付)− 已清算"),
        .. policy.Deposit.Count == 0 ? [] : Deposit(policy),
    ];

    private static IEnumerable<ClearingFormula> ByPoints(ClearingPolicy policy)
    {
        yield return new("charged", Charged(policy).English, Charged(policy).Chinese);
        yield return policy.SpecialCases == SpecialCases.Inside
            ? new("distributable", $"budget − set aside ({policy.SetAside} of the budget) − special cases",
                $"可分配额 = 预算 − 预留(预算的 {policy.SetAside})− 特病单议")
            : new("distributable", $"budget − set aside ({policy.SetAside} of the budget); special cases are added",
                $"可分配额 = 预算 − 预留(预算的 {policy.SetAside});特病单议由基金另加");
        yield return new("share",
            "distributable × points ÷ all points, cut to the fen; the fen left go to the largest remainders, then by code",
            "份额 = 可分配额 × 点数 ÷ 总点数,舍去不足一分的部分;余下各分按最大余额分配,余额相同按机构代码");
    }

    private static IEnumerable<ClearingFormula> ByBudget(ClearingPolicy policy)
    {
        yield return new("charged", Charged(policy).English, Charged(policy).Chinese);
        yield return new("retained", $"of budget − charged, where above zero: {English(policy.Surplus)}",
            $"结余留用:(预算 − 已计入)大于零时,{Chinese(policy.Surplus)}");
        yield return new("borne", $"of charged − budget, where above zero: {English(policy.Overrun)}",
            $"超支分担:(已计入 − 预算)大于零时,{Chinese(policy.Overrun)}");
        yield return new("refused", "charged − budget, where above zero, − borne", "不予支付 = 超支额 − 超支分担");
        yield return new("share", "charged + retained − refused", "份额 = 已计入 + 结余留用 − 不予支付");
    }

    private static IEnumerable<ClearingFormula> Deposit(ClearingPolicy policy)
    {
        yield return new("release", string.Join("; ", policy.Deposit.Select(band =>
                $"score from {band.MinScore}: {band.Release} of the deposit")) + "; decided here, recorded by the officer",
            "保证金返还:" + string.Join(";", policy.Deposit.Select(band =>
                $"考核分 {band.MinScore} 分及以上返还 {band.Release}")) + ";由经办人员另行登记");
        yield return new("forfeit", "deposit − release", "不予返还 = 保证金 − 返还");
    }

    private static (string English, string Chinese) Charged(ClearingPolicy policy) => policy.Charged == ChargedBy.Paid
        ? ("paid for the budget year, without payments of clearings", "已计入 = 计入该预算年度的已支付额(不含清算支付)")
        : ("settled for the budget year, paid or not", "已计入 = 计入该预算年度的结算额(不论是否已付)");

    private static string English(Bands bands) =>
        string.Join(", ", Steps(bands).Select(step => $"{step.Share} of what lies from {step.From} to {step.To} of the budget"))
            + (bands.Cap is { } cap ? $", at most {cap} of the budget" : "") + ", half a fen rounded up";

    private static string Chinese(Bands bands) =>
        string.Join(",", Steps(bands).Select(step => $"预算 {step.From} 至 {step.To} 部分的 {step.Share}"))
            + (bands.Cap is { } cap ? $",不超过预算的 {cap}" : "") + ",四舍五入到分";

    private static IEnumerable<(Rate From, Rate To, Rate Share)> Steps(Bands bands) => bands.Steps
        .Select((band, place) => (place == 0 ? default : bands.Steps[place - 1].UpTo, band.UpTo, band.Share));
}
