using System.Globalization;
using Ledger.Domain;

namespace Ledger.Api.Pages.Parts;

/// <summary>
/// Figures of the program, which are decimal strings, as numbers: for what a page does with them beyond showing them, such
/// as sorting, drawing, and setting two beside each other.
/// </summary>
internal static class FigureNumber
{
    private const int FenPerYuan = 100;

    /// <exception cref="FormatException">It is no figure.</exception>
    internal static decimal Of(string figure) => decimal.Parse(
        figure, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>An amount in yuan, to the fen.</summary>
    internal static Money Yuan(string amount) => new((long)(Of(amount) * FenPerYuan));
}
