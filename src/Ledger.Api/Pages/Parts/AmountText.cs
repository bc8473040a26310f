using System.Globalization;

namespace Ledger.Api.Pages.Parts;

/// <summary>
/// An amount as people read it: grouped, in yuan or in 万元. Nothing is rounded: in 万元 the digits below a hundred yuan are
/// set apart, so that they can be shown small.
/// </summary>
/// <param name="Main">Sign, grouped digits and two decimals.</param>
/// <param name="Fine">The further decimals of 万元; empty in yuan.</param>
public readonly record struct AmountText(string Main, string Fine)
{
    internal const decimal YuanPerWan = 10_000;

    private const int FenDigits = 2;
    private const int WanDigits = 6;

    /// <param name="yuan">An amount as the program gives it, such as <c>-1234567.89</c>.</param>
    /// <param name="inWan">In 万元 instead of yuan.</param>
    /// <exception cref="FormatException">It is no amount.</exception>
    public static AmountText Of(string yuan, bool inWan)
    {
        var amount = FigureNumber.Of(yuan);
        var text = (inWan ? amount / YuanPerWan : amount).ToString(inWan ? "#,0.000000" : "#,0.00", CultureInfo.InvariantCulture)
            .Replace('-', '−');
        return inWan ? new(text[..^(WanDigits - FenDigits)], text[^(WanDigits - FenDigits)..]) : new(text, "");
    }

    public override string ToString() => Main + Fine;
}
