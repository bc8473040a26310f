using Ledger.Domain.Statements;
using Ledger.Domain.Statements.Forms;

namespace Ledger.Domain.Tests.Statements.Forms;

/// <summary>The published form of a county's residents' fund, which was printed in this very layout, in 万元.</summary>
internal static class CountyForm
{
    private const long FenOfWan = 1_000_000;

    internal static readonly FundCode Resident = FundCode.Of("resident");

    /// <summary>What was printed in a year, line → 万元.</summary>
    internal static Dictionary<string, long> Published(int year) =>
        Repository.Text("samples/county-resident-budget/publication.csv").Split('\n')
            .Select(row => row.Split(','))
            .Where(row => row[0] == $"county-resident-budget-{year}")
            .ToDictionary(row => row[5], row => long.Parse(row[7], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The form filled from its figures at the lowest level only: every total is computed.</summary>
    internal static FilledForm Filled(int year)
    {
        var published = Published(year);
        var cells = new Dictionary<string, Money>();
        foreach (var (line, wan) in published)
        {
            if (line is "income.total" or "expenditure.total" or "surplus" or "opening" or "closing") continue;
            var below = published.Where(other => other.Key.StartsWith(line + ".", StringComparison.Ordinal))
                .Sum(other => other.Value);
            cells[line] = new((wan - below) * FenOfWan);
        }
        var statement = FundStatement.Of(Resident, openingKnown: true, new(published["opening"] * FenOfWan), cells);
        return FilledForm.Of(Repository.Forms.Of(Resident), [new(Repository.Funds.Find(Resident)!, statement)]);
    }

    internal static long Wan(Money? amount) => amount!.Value.Fen / FenOfWan;
}
