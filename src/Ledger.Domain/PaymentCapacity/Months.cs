namespace Ledger.Domain.PaymentCapacity;

/// <summary>The arithmetic of months of capacity, exact until the last step.</summary>
public static class Months
{
    /// <summary>
    /// numerator ÷ (expenditure ÷ window months). The caller has excluded an expenditure of zero or less, which has
    /// no answer.
    /// </summary>
    public static decimal Of(Money numerator, Money expenditure, int windowMonths) =>
        (decimal)numerator.Fen * windowMonths / expenditure.Fen;

    /// <summary>Two digits, half away from zero, as published figures are rounded.</summary>
    public static string Display(decimal months) =>
        Math.Round(months, 2, MidpointRounding.AwayFromZero)
            .ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
