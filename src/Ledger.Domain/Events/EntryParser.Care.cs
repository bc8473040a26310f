using System.Globalization;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Events;

// Figures of care that are added up beside the money: what no bill and no hospital ever had is a slip of the pen, and
// sums of it could not be held.
public sealed partial class EntryParser
{
    /// <summary>The largest bill: a hundred billion yuan.</summary>
    public const long CostFenMax = 100_000_000_000_00;

    /// <summary>The most points of one entry; a part smaller than a ten-thousandth is no points.</summary>
    public const decimal PointsMax = 1_000_000_000_000;

    private const int PointsLengthMax = 24;
    private const decimal PartsOfPoint = 10_000;

    private Money? Cost(string column)
    {
        if (Amount(column) is not { } cost) return null;
        if (cost.Fen <= CostFenMax) return cost;
        Problem(column, $"'{cost}' is more than any bill has; the largest cost is {new Money(CostFenMax)}",
            $"“{cost}”超过任何一张账单,费用最大为 {new Money(CostFenMax)}");
        return null;
    }

    private string? PointsText()
    {
        if (Field(Points) is not { } text) return null;
        if (text.Length <= PointsLengthMax
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points)
            && points <= PointsMax && decimal.IsInteger(points * PartsOfPoint)) return text;
        Problem(Points, $"'{Shown(text)}' is not a number of points, such as 812.5, with at most four decimals",
            $"“{Shown(text)}”不是点数,应如 812.5,小数最多四位");
        return null;
    }
}
