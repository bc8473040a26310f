using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Periods;
using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Api.Periods;

/// <summary>Figures from outside differ from the ledger, so the month is not closed hard. Over HTTP it is a 422.</summary>
public sealed class BalancesDifferError(YearMonth month, IReadOnlyList<CheckedFigure> figures)
    : UserError(Text(month, figures).In(UserLanguage.IsChinese), ExitCodes.Finding)
{
    private const int Shown = 3;

    /// <summary>The same as something that a soft closing shows and does not mind.</summary>
    internal static Unusual Unusual(CheckedFigure figure) => new("balance-stated", Sentence(figure))
    {
        Fund = figure.Stated.Balance.Fund, Line = figure.Stated.Balance.Line, Date = figure.Stated.Date,
        Amount = figure.Difference, Documents = [figure.Stated.Document],
    };

    private static Wording Text(YearMonth month, IReadOnlyList<CheckedFigure> figures)
    {
        var sentences = figures.Take(Shown).Select(Sentence).ToList();
        var more = figures.Count - sentences.Count;
        return new(
            $"{month.Iso()} is not closed hard: {string.Join("; ", sentences.Select(one => one.English))}"
                + (more > 0 ? $"; and {more} more" : "")
                + "; correct the books, or waive the figure with a reason (./ledger assert --waive)",
            $"{month.Iso()} 未能最终结账:{string.Join(";", sentences.Select(one => one.Chinese))}"
                + (more > 0 ? $";另有 {more} 项" : "")
                + ";请更正账目,或说明原因予以豁免(./ledger assert --waive)");
    }

    private static Wording Sentence(CheckedFigure figure)
    {
        var (stated, balance) = (figure.Stated, figure.Stated.Balance);
        return new(
            $"{stated.Party} states {balance.Line} of {balance.Fund} on {stated.Date.Iso()} as {balance.Amount}, the ledger has "
                + $"{figure.Computed}, difference {figure.Difference} ({stated.Document})",
            $"{stated.Party} 提供的基金 {balance.Fund} {balance.Line} 于 {stated.Date.Iso()} 的余额为 {balance.Amount},账面为 "
                + $"{figure.Computed},差额 {figure.Difference}({stated.Document})");
    }
}
