using Ledger.Domain;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.CommandLine;

/// <summary>Instants of the recorded axis as people write them.</summary>
public static class KnownInstants
{
    // Fund finance keeps the time of China, which has one offset all year since 1992.
    private static readonly Offset _china = Offset.FromHours(8);

    /// <summary>An instant with its offset, or a date, which means the last instant of that day in Asia/Shanghai.</summary>
    public static bool TryParse(string text, out Instant instant)
    {
        if (CashDates.TryParse(text, out var date))
        {
            instant = date.PlusDays(1).AtMidnight().WithOffset(_china).ToInstant() - Duration.FromNanoseconds(1_000);
            return true;
        }
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        instant = parsed.Success ? parsed.Value.ToInstant() : default;
        return parsed.Success;
    }
}
