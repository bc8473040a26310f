using NodaTime;

namespace Ledger.Domain;

/// <summary>Dates as files and stored events write them, <c>yyyy-MM-dd</c>, between the years 1900 and 2999.</summary>
public static class CashDates
{
    public const int FirstYear = 1900;
    public const int LastYear = 2999;

    /// <summary>Never rolls over: 31 November is no date.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LocalDate date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..], out var day)) return false;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1) return false;
        if (day > CalendarSystem.Iso.GetDaysInMonth(year, month)) return false;
        date = new LocalDate(year, month, day);
        return true;
    }

    /// <summary>Writes the ten characters of <paramref name="date"/>.</summary>
    public static void FormatIso(this LocalDate date, Span<char> text)
    {
        Digits(text[..4], date.Year);
        text[4] = '-';
        Digits(text[5..7], date.Month);
        text[7] = '-';
        Digits(text[8..10], date.Day);
    }

    /// <summary><c>2025-03-31</c>.</summary>
    public static string Iso(this LocalDate date) =>
        string.Create(10, date, static (text, value) => value.FormatIso(text));

    /// <summary><c>2025-03</c>.</summary>
    public static string Iso(this YearMonth month) => month.OnDayOfMonth(1).Iso()[..7];

    /// <summary>The day on which the month ends.</summary>
    public static LocalDate LastDay(this YearMonth month) => month.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth);

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = number * 10 + (c - '0');
        }
        return true;
    }

    private static void Digits(Span<char> text, int number)
    {
        for (var index = text.Length - 1; index >= 0; index--, number /= 10) text[index] = (char)('0' + number % 10);
    }
}
