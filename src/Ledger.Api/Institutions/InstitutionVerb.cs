using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;

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
        var year = InstitutionOptions.Year();
        var verb = new Command("institution", "What was settled, paid, kept back and is still owed, by month and fund")
        {
            pool, institution, year,
        };
        var output = OutputOptions.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "institution", result.GetValue(institution)?.Text, cancellationToken);
            var answer = await new InstitutionFigures(ledger, known.Of(result)).Statement(result.GetValue(pool),
                result.GetValue(institution)!.Value, result.GetValue(year), cancellationToken);
            return await InstitutionReport.Of(answer).Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger institution --pool 330825 --institution H33082500001 --year 2025");
    }
}
