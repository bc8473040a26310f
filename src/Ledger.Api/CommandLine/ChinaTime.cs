using NodaTime;

namespace Ledger.Api.CommandLine;

/// <summary>Days of fund finance, which keeps the time of China: one offset all year since 1992.</summary>
public static class ChinaTime
{
    public static readonly Offset Offset = Offset.FromHours(8);

    /// <summary>The day on which an instant falls.</summary>
    public static LocalDate DayOf(Instant instant) => instant.WithOffset(Offset).Date;

    /// <summary>The first instant after a day.</summary>
    public static Instant EndOf(LocalDate day) => day.PlusDays(1).AtMidnight().WithOffset(Offset).ToInstant();

    /// <summary>An instant as people in China read it, to the second.</summary>
    public static string Text(Instant instant) =>
        instant.WithOffset(Offset).LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
