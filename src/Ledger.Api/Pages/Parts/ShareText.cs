using System.Globalization;

namespace Ledger.Api.Pages.Parts;

/// <summary>A share as people read it: four digits are a percentage with two, so that nothing is rounded.</summary>
public static class ShareText
{
    /// <param name="share">A share as the program gives it, such as <c>0.8512</c>.</param>
    public static string Of(string share) => (FigureNumber.Of(share) * 100).ToString("#,0.00", CultureInfo.InvariantCulture) + "%";
}
