using System.Globalization;
using NodaTime;

namespace Ledger.Api.Notices;

/// <summary>What some whole months are called in a headline.</summary>
internal static class NoticePeriod
{
    private static readonly string[] _quarters = ["第一季度", "第二季度", "第三季度", "第四季度"];

    public static string Name(LocalDate from, LocalDate to)
    {
        var year = from.Year.ToString(CultureInfo.InvariantCulture);
        return (to.Year - from.Year, from.Month, to.Month) switch
        {
            (0, 1, 12) => $"{year}年度",
            (0, var first, var last) when first % 3 == 1 && last == first + 2 => $"{year}年{_quarters[first / 3]}",
            (0, var first, var last) when first == last => $"{year}年{first}月",
            (0, var first, var last) => $"{year}年{first}月至{last}月",
            (_, var first, var last) => $"{year}年{first}月至{to.Year}年{last}月",
        };
    }
}
