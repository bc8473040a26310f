using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Figures;

/// <summary>An instant as the log has it: UTC, microseconds, always six digits.</summary>
internal static class StoredTime
{
    private static readonly InstantPattern _pattern =
        InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    public static string Text(Instant instant) => _pattern.Format(instant);

    /// <exception cref="FormatException">It is not in that form.</exception>
    public static Instant Parse(string text) => _pattern.Parse(text).GetValueOrThrow();
}
