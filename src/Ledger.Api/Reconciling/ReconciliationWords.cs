using System.Diagnostics;
using Ledger.Domain;

namespace Ledger.Api.Reconciling;

/// <summary>What people call the codes of a reconciliation's answer; verb and page say the same.</summary>
internal static class ReconciliationWords
{
    /// <param name="kind">Of a difference.</param>
    internal static Wording Kind(string kind) => kind switch
    {
        "missing-here" => new("missing in the ledger", "账上缺"),
        "missing-there" => new("missing there", "对方缺"),
        "amount" => new("amount", "金额不符"),
        "date" => new("date", "日期不符"),
        "split" => new("divided otherwise", "分账不符"),
        _ => throw new UnreachableException(kind),
    };

    /// <param name="status">Of a difference.</param>
    internal static Wording Status(string status) => status switch
    {
        "open" => new("open", "未处理"),
        "assigned" => new("assigned", "已指派"),
        "closed" => new("closed", "已销号"),
        _ => throw new UnreachableException(status),
    };

    /// <param name="state">Of a figure that somebody stated.</param>
    internal static Wording Stated(string state) => state switch
    {
        StatedFigureAnswer.Agrees => new("agrees", "相符"),
        StatedFigureAnswer.Waived => new("waived", "已豁免"),
        StatedFigureAnswer.Differs => new("differs", "不符"),
        _ => throw new UnreachableException(state),
    };
}
