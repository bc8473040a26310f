using Ledger.Domain;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.CommandLine;

/// <summary>Instants of the recorded axis as people write them.</summary>
public static class KnownInstants
{
    /// <summary>An instant with its offset, or a date, which means the last instant of that day in Asia/Shanghai.</summary>
    public static bool TryParse(string text, out Instant instant)
    {
        if (CashDates.TryParse(text, out var date))
        {
            instant = ChinaTime.EndOf(date) - Duration.FromNanoseconds(1_000);
            return true;
        }
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        instant = parsed.Success ? parsed.Value.ToInstant() : default;
        return parsed.Success;
    }
}
