using System.Globalization;
using System.Text;
using Ledger.Domain.Statements.Forms;

namespace Ledger.Domain.Tests.Statements.Forms;

/// <summary>A published table that was printed in the statutory layout comes out of the layout as it was printed.</summary>
public sealed class CountyFormTests
{
    [Theory]
    [InlineData(2023)]
    [InlineData(2024)]
    public void Every_printed_figure_comes_out_where_it_was_printed(int year)
    {
        var filled = CountyForm.Filled(year);
        var figures = filled.Left.Concat(filled.Right)
            .Where(row => row.Row.Lines.Count >= 1)
            .ToLookup(row => row.Row.Lines[0], row => CountyForm.Wan(row.Amounts.ShouldHaveSingleItem()));

        foreach (var (line, wan) in CountyForm.Published(year)) figures[line].First().ShouldBe(wan, line);
    }

    [Fact]
    public void The_form_of_2023_is_the_approved_one() => Text(CountyForm.Filled(2023)).ShouldMatchApproved(approval =>
        approval.NoDiff().WithFilenameGenerator((_, _, type, extension) => $"CountyForm2023.{type}.{extension}"));

    [Theory]
    [InlineData(2023, 35226 + 79653)]
    [InlineData(2024, 36845 + 78499)]
    public void Both_sides_come_to_the_same_total(int year, long wan)
    {
        var filled = CountyForm.Filled(year);
        CountyForm.Wan(filled.Left[^1].Amounts[0]).ShouldBe(wan);
        CountyForm.Wan(filled.Right[^1].Amounts[0]).ShouldBe(wan);
    }

    private static string Text(FilledForm filled)
    {
        var text = new StringBuilder($"{filled.Form.Chinese}, 2023, 万元\n");
        foreach (var (side, rows) in new[] { ("left", filled.Left), ("right", filled.Right) })
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{side}\n");
            foreach (var row in rows)
                text.Append(CultureInfo.InvariantCulture, $"{(row.Row.OfWhich ? "    其中" : row.Row.Number ?? "-"),-4} "
                    + $"{row.Row.Chinese} | {row.Row.English} | {CountyForm.Wan(row.Amounts[0])}\n");
        }
        return text.ToString();
    }
}
