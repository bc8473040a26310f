using System.CommandLine;
using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Figures;

/// <summary>The recorded axis of a question: as it was known at a position or an instant; now where it says neither.</summary>
public readonly record struct KnownPoint(long? Position, Instant? At)
{
    /// <summary>Reads a position, or what <see cref="KnownInstants"/> reads.</summary>
    public static bool TryParse(string text, out KnownPoint point)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            point = new(position, null);
            return true;
        }
        var parsed = KnownInstants.TryParse(text, out var instant);
        point = new(null, parsed ? instant : null);
        return parsed;
    }

    /// <summary>What is refused where <see cref="TryParse"/> reads nothing.</summary>
    public static Wording Form => new(
        "a position of the log, an instant with its offset such as 2025-05-03T18:00:00+08:00, or a date",
        "日志位置、带时区的时刻(如 2025-05-03T18:00:00+08:00)或日期");

    /// <summary>The position that is meant; null for now.</summary>
    internal async Task<long?> PositionIn(LedgerContext ledger, PoolCode pool, CancellationToken cancellationToken) =>
        At is { } instant ? await ledger.Store.PositionAt(pool, instant, cancellationToken) : Position;

    /// <summary>The last position of the log that is meant, and not after another that was asked for.</summary>
    internal async Task<long> LastIn(
        LedgerContext ledger, PoolCode pool, long? to, CancellationToken cancellationToken) => Math.Min(
        to ?? long.MaxValue, await PositionIn(ledger, pool, cancellationToken) ?? long.MaxValue);
}

/// <summary>The options <c>--known-at</c> and <c>--position</c> of a reading verb.</summary>
public sealed class KnownOptions
{
    private readonly Option<long?> _position = CommonOptions.KnownPosition();
    private readonly Option<Instant?> _at = CommonOptions.KnownAt();

    /// <summary>Adds both to a verb.</summary>
    public static KnownOptions On(Command verb)
    {
        var options = new KnownOptions();
        verb.Options.Add(options._at);
        verb.Options.Add(options._position);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(options._at) is not null && result.GetResult(options._position) is not null)
                result.AddError(UserLanguage.Say("give --known-at or --position, not both", "--known-at 与 --position 只能给出一个"));
        });
        return options;
    }

    public KnownPoint Of(ParseResult result) => new(result.GetValue(_position), result.GetValue(_at));
}
