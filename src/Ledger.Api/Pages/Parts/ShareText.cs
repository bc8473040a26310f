using System.Globalization;

namespace Ledger.Api.Pages.Parts;

/// <summary>A share as people read it: four digits are a percentage with two, so that nothing is rounded.</summary>
public static class ShareText
{
    /// <param name="share">A share as the program gives it, such as <c>0.8512</c>.</param>
    public static string Of(string share) => (Number(share) * 100).ToString("#,0.00", CultureInfo.InvariantCulture) + "%";

    /// <summary>A figure of the program as a number, to sort or to draw by.</summary>
    internal static decimal Number(string figure) => decimal.Parse(
        figure, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
