using System.Numerics;

namespace Ledger.Domain.Clearing;

/// <summary>A step of a sliding rule.</summary>
/// <param name="UpTo">Where it ends, as a part of the budget; it begins where the step before it ended.</param>
/// <param name="Share">The part of what lies in it that is the institution's.</param>
public sealed record Band(Rate UpTo, Rate Share);

/// <summary>
/// A sliding rule over a saving or an overrun, such as "half of the first 20 per cent". Above its last band nothing is
/// the institution's, and of the whole no more than the cap.
/// </summary>
/// <param name="Cap">The most in all, as a part of the budget; null where there is no cap.</param>
public sealed record Bands(IReadOnlyList<Band> Steps, Rate? Cap = null)
{
    // Millionths of a millionth of a fen: an amount times the end of a band times a share, all of it exact.
    private static readonly BigInteger _unit = (BigInteger)Rate.One * Rate.One;

    /// <summary>What of the amount is the institution's; rounded once, half a fen up.</summary>
    /// <param name="amount">The saving or the overrun; not negative.</param>
    /// <param name="budget">What the bands are parts of; not negative.</param>
    public Money ShareOf(Money amount, Money budget)
    {
        var (sum, from) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var band in Steps)
        {
            var to = BigInteger.Min((BigInteger)amount.Fen * Rate.One, (BigInteger)budget.Fen * band.UpTo.Millionths);
            sum += (to - from) * band.Share.Millionths;
            from = to;
        }
        if (Cap is { } cap) sum = BigInteger.Min(sum, (BigInteger)budget.Fen * cap.Millionths * Rate.One);
        return new((long)Rate.HalfUp(sum, _unit));
    }
}
