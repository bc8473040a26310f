using System.Text;
using Ledger.Domain;
using Ledger.Projections.Reading;

namespace Ledger.Api.Notices;

/// <summary>The notice as plain text, and the words that it shares with the page.</summary>
internal static class NoticeText
{
    public static string Of(Notice notice)
    {
        var text = new StringBuilder();
        text.Append(notice.Title).Append('\n').Append(Head(notice)).Append('\n');
        foreach (var fund in notice.Funds)
        {
            text.Append('\n').Append(fund.Name).Append('\n');
            foreach (var line in fund.Lines)
                text.Append(line.IsPart ? "    " : "  ").Append(line.Name).Append(' ').Append(line.Wan).Append('\n');
            text.Append("  可支付月数 ").Append(Months(fund.Months)).Append('\n');
        }
        return text.Append('\n').Append(Foot(notice)).Append('\n').ToString();
    }

    public static string Head(Notice notice) => $"{notice.From.Iso()} 至 {notice.To.Iso()},单位:万元";

    public static string Foot(Notice notice) =>
        $"统筹区 {notice.Pool},账簿日志位置 {notice.Position}。各数按分计算后四舍五入,合计与分项之和可能有尾差。";

    public static string Months(NoticeMonths months) => months.Figure is { } figure
        ? $"{figure}(口径 {months.Policy})"
        : $"无(口径 {months.Policy}:{Reason(months.Reason)})";

    private static string Reason(string? reason) => reason switch
    {
        CapacityReasons.NoExpenditure => "期间内无支出",
        CapacityReasons.NoCompleteMonth => "尚无完整月份",
        CapacityReasons.HistoryShorterThanWindow => "账簿历史短于所需期间",
        CapacityReasons.PooledAtUpperLevel => "基金由上级统筹",
        CapacityReasons.OpeningUnknown => "期初结余未知",
        _ => reason ?? "",
    };
}
