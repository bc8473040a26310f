using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;

namespace Ledger.Api.Institutions;

/// <summary><c>./ledger budget --pool P --year Y</c>: how far each institution's budget is used (预算执行).</summary>
public static class BudgetVerb
{
    public static Command Create()
    {
        var (pool, year, institution) = (CommonOptions.Pool(), InstitutionOptions.Year(), InstitutionOptions.Institution());
        var verb = new Command("budget", "How far each institution's budget is used, and the control rules it breaks")
        {
            pool, year, institution,
        };
        var output = OutputOptions.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "budget", result.GetValue(institution)?.Text, cancellationToken);
            var answer = await new InstitutionFigures(ledger, known.Of(result)).Budget(
                result.GetValue(pool), result.GetValue(year), result.GetValue(institution), cancellationToken);
            return await BudgetExecutionReport.Of(answer).Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger budget --pool 330825 --year 2025");
    }
}
