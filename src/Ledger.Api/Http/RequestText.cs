using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Ledger.Api.Http;

/// <summary>Reads what a path or a query says, and refuses it in the words of the command line.</summary>
internal static class RequestText
{
    /// <exception cref="UserError">It is not well formed.</exception>
    internal static T Code<T>(string name, string text) where T : struct, ICode<T> => T.TryParse(text, out var code)
        ? code
        : throw Malformed(name, text, T.Form);

    internal static T? CodeOrNone<T>(string name, string? text) where T : struct, ICode<T> =>
        text is null ? null : Code<T>(name, text);

    internal static LocalDate? Date(string name, string? text)
    {
        if (text is null) return null;
        return CashDates.TryParse(text, out var date)
            ? date
            : throw Malformed(name, text, new("a date of the calendar, written as 2025-03-31", "日历上的日期,写作 2025-03-31"));
    }

    internal static YearMonth Month(string name, string? text) => text is not null && CashDates.TryParse($"{text}-01", out var first)
        ? first.ToYearMonth()
        : throw Malformed(name, text ?? "", new("a month, written as 2025-03", "月份,写作 2025-03"));

    internal static YearMonth? MonthOrNone(string name, string? text) => text is null ? null : Month(name, text);

    internal static int? Year(string name, string? text)
    {
        if (text is null) return null;
        return CashDates.TryParse($"{text}-01-01", out var first)
            ? first.Year
            : throw Malformed(name, text, new("a year, written as 2025", "年度,写作 2025"));
    }

    internal static long? Number(string name, string? text)
    {
        if (text is null) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed(name, text, new("a position of the log, such as 1", "日志位置,如 1"));
    }

    internal static bool Flag(string name, string? text) => text switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Malformed(name, text, new("true or false", " true 或 false")),
    };

    internal static KnownPoint Known(KnownQuery query)
    {
        if (query.KnownAt is not null && query.Position is not null)
            throw new UserError(UserLanguage.Say("give knownAt or position, not both", "knownAt 与 position 只能给出一个"));
        if (query.KnownAt is not { } text) return new(Number("position", query.Position), null);
        return KnownInstants.TryParse(text, out var instant)
            ? new(null, instant)
            : throw Malformed("knownAt", text, new(
                "an instant with its offset, such as 2025-05-03T18:00:00+08:00, or a date",
                "带时区的时刻,如 2025-05-03T18:00:00+08:00,或日期"));
    }

    /// <summary>A position or an instant; now where there is none.</summary>
    internal static KnownPoint Point(string name, string? text)
    {
        if (text is null) return default;
        return KnownPoint.TryParse(text, out var point) ? point : throw Malformed(name, text, KnownPoint.Form);
    }

    /// <summary>How many items of a list a page has.</summary>
    internal static int PageSize(string? limit)
    {
        var size = Number("limit", limit) ?? RequestLimits.PageDefault;
        return size is > 0 and <= RequestLimits.PageMax
            ? (int)size
            : throw Malformed("limit", limit!, new($"1 to {RequestLimits.PageMax}", $" 1 至 {RequestLimits.PageMax}"));
    }

    internal static UserError Malformed(string name, string text, Wording form)
    {
        var shown = PlainLine.Beginning(text);
        return new(UserLanguage.Say(
            $"{name} '{shown}' must be {form.English}", $"{name} “{shown}”应为{form.Chinese}"));
    }
}

/// <summary>Since when a figure is known, and what its reader has seen already.</summary>
/// <param name="KnownAt">As it was known at this instant, or at the end of this day in China.</param>
/// <param name="Position">As it was known at this position of the log.</param>
/// <param name="AtLeast">Waits until the log is as far, so that who wrote reads what they wrote.</param>
internal sealed record KnownQuery([FromQuery(Name = "knownAt")] string? KnownAt, [FromQuery(Name = "position")] string? Position,
    [FromQuery(Name = "atLeast")] string? AtLeast);
