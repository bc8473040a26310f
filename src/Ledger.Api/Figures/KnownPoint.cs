using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Figures;

/// <summary>The recorded axis of a question: as it was known at a position or an instant; now where it says neither.</summary>
public readonly record struct KnownPoint(long? Position, Instant? At)
{
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
                result.AddError("give --known-at or --position, not both");
        });
        return options;
    }

    public KnownPoint Of(ParseResult result) => new(result.GetValue(_position), result.GetValue(_at));
}
