using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain.Ageing;

namespace Ledger.Api.Institutions;

/// <summary><c>./ledger ages --pool P</c>: what is outstanding, with whom, and how old it is (账龄).</summary>
public static class AgesVerb
{
    public static Command Create()
    {
        var (pool, institution, asOf) = (CommonOptions.Pool(), InstitutionOptions.Institution(), CommonOptions.AsOf());
        var kind = new Option<string?>("--kind") { Description = $"Only this kind: {string.Join(", ", OutstandingKinds.All)}" };
        kind.AcceptOnlyFromAmong([.. OutstandingKinds.All]);
        var verb = new Command("ages", "What is owed and not yet paid, settled or given back, and how old it is")
        {
            pool, kind, institution, asOf,
        };
        var output = OutputOptions.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "ages", result.GetValue(institution)?.Text, cancellationToken);
            var answer = await new InstitutionFigures(ledger, known.Of(result)).Ages(result.GetValue(pool), result.GetValue(kind),
                result.GetValue(institution), result.GetValue(asOf), cancellationToken);
            return await AgesReport.Of(answer, ledger.Ages.Names).Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger ages --pool 330825 --kind prepayment --as-of 2025-12-31");
    }
}
