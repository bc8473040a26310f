using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Projections.Reading;
using Spectre.Console;

namespace Ledger.Api.Institutions;

/// <summary>
/// <c>./ledger institution --pool P --institution I --year Y</c>: the year's statement that an institution checks by
/// hand (对账单).
/// </summary>
public static class InstitutionVerb
{
    public static Command Create()
    {
        var (pool, institution) = (CommonOptions.Pool(), InstitutionOptions.Institution(required: true));
        var (year, json) = (InstitutionOptions.Year(), JsonOutput.CreateOption());
        var verb = new Command("institution", "What was settled, paid, kept back and is still owed, by month and fund")
        {
            pool, institution, year, json,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "institution", result.GetValue(institution)?.Text, cancellationToken);
            var answer = await new InstitutionFigures(ledger, known.Of(result)).Statement(result.GetValue(pool),
                result.GetValue(institution)!.Value, result.GetValue(year), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer);
        });
        return verb.WithExample("./ledger institution --pool 330825 --institution H33082500001 --year 2025");
    }

    private static void Print(TextWriter output, InstitutionStatementAnswer answer)
    {
        foreach (var fund in answer.Funds)
        {
            var table = PlainConsole.Table(["", .. fund.Months.Select(month => month.Month), "year"]);
            foreach (var (item, total) in fund.Total.Where(row => row.Value != "0.00" || IsMoved(fund, row.Key)))
                Add(table, item, [.. fund.Months.Select(month => month.Items[item]), total]);
            foreach (var kind in InstitutionStatements.Kinds)
            {
                var months = fund.Months.Select(month => month.Outstanding[kind]).ToList();
                Add(table, $"{kind} outstanding", [.. months, months.Count > 0 ? months[^1] : fund.Opening[kind]]);
            }
            PlainConsole.On(output).WriteSection($"Institution {answer.Institution} and {fund.Fund}, pool {answer.Pool}, "
                + $"{answer.Year}, position {answer.Position}", table);
        }
    }

    private static bool IsMoved(InstitutionFundAnswer fund, string item) =>
        fund.Months.Any(month => month.Items[item] != "0.00");

    private static void Add(Table table, string name, IEnumerable<string> amounts) =>
        table.AddRow([new Text(name), .. amounts.Select(FigureVerbs.Right)]);
}
