using System.Numerics;

namespace Ledger.Domain.Publications;

/// <summary>
/// Months of capacity of published figures: balance ÷ (expenditure ÷ months), the expenditure more than zero.
/// In whole numbers throughout, because whether 4.595 becomes 4.60 or 4.59 is the question here, and because
/// published figures need not fit <see cref="Money"/>; a fund's own months are <see
/// cref="PaymentCapacity.Months"/>.
/// </summary>
internal sealed record CapacityRatio(string PolicyId, Figure Balance, Figure Expenditure, int WindowMonths)
{
    /// <summary>Whether rounding half up, or cutting, gives exactly the printed figure.</summary>
    public bool Reproduces(PublishedAmount printed) =>
        printed.LastDigits == Rounded(printed.Digits) || printed.LastDigits == Cut(printed.Digits);

    /// <summary>The months rounded half away from zero, in whole numbers of the last digit.</summary>
    public BigInteger Rounded(int digits)
    {
        var (scaled, divisor) = (Scaled(digits), Expenditure.Grains);
        return scaled.Sign * ((2 * BigInteger.Abs(scaled) + divisor) / (2 * divisor));
    }

    /// <summary>
    /// Whether the printed figure could still be right: the balance and the expenditure were rounded too, and
    /// moved as far as that may have moved them they reach a value that rounds or cuts to it.
    /// </summary>
    public bool CouldReproduce(PublishedAmount printed)
    {
        // A balance below zero mirrors one above.
        var sign = Balance.Grains.Sign < 0 ? -1 : 1;
        var (balance, target) = (sign * Balance.Grains, sign * printed.LastDigits);
        var scale = WindowMonths * BigInteger.Pow(10, printed.Digits);
        var (most, least) = (scale * (balance + Balance.Slack), scale * (balance - Balance.Slack));
        var (expenditureMost, expenditureLeast) =
            (Expenditure.Grains + Expenditure.Slack, Expenditure.Grains - Expenditure.Slack);

        // What rounds to the figure starts half a digit below it; what is cut to it ends a digit above.
        var reachesUp = expenditureLeast.Sign <= 0 || 2 * most >= (2 * target - 1) * expenditureLeast;
        return reachesUp && least < (target + 1) * expenditureMost;
    }

    private BigInteger Cut(int digits) => Scaled(digits) / Expenditure.Grains;

    private BigInteger Scaled(int digits) => Balance.Grains * WindowMonths * BigInteger.Pow(10, digits);
}
