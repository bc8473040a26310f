using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain.Ageing;
using Spectre.Console;

namespace Ledger.Api.Institutions;

/// <summary><c>./ledger ages --pool P</c>: what is outstanding, with whom, and how old it is (账龄).</summary>
public static class AgesVerb
{
    public static Command Create()
    {
        var (pool, institution, asOf) = (CommonOptions.Pool(), InstitutionOptions.Institution(), CommonOptions.AsOf());
        var kind = new Option<string?>("--kind") { Description = $"Only this kind: {string.Join(", ", OutstandingKinds.All)}" };
        kind.AcceptOnlyFromAmong([.. OutstandingKinds.All]);
        var json = JsonOutput.CreateOption();
        var verb = new Command("ages", "What is owed and not yet paid, settled or given back, and how old it is")
        {
            pool, kind, institution, asOf, json,
        };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "ages", result.GetValue(institution)?.Text, cancellationToken);
            var answer = await new InstitutionFigures(ledger, known.Of(result)).Ages(result.GetValue(pool), result.GetValue(kind),
                result.GetValue(institution), result.GetValue(asOf), cancellationToken);
            if (result.GetValue(json)) result.WriteJson(answer);
            else Print(result.InvocationConfiguration.Output, answer, ledger.Ages);
        });
        return verb.WithExample("./ledger ages --pool 330825 --kind prepayment --as-of 2025-12-31");
    }

    private static void Print(TextWriter output, AgesAnswer answer, AgeBuckets buckets)
    {
        var table = PlainConsole.Table(
            ["kind", "holder", "fund", "outstanding", "since", "days", "overdue", .. buckets.Names]);
        foreach (var row in answer.Ages)
        {
            table.AddRow([
                new Text(row.Kind), new Text(row.Holder), new Text(row.Fund), FigureVerbs.Right(row.Outstanding),
                new Text(row.Oldest ?? ""), FigureVerbs.Right($"{row.Days}"), FigureVerbs.Right(row.Overdue),
                .. buckets.Names.Select(name => FigureVerbs.Right(row.Buckets[name])),
            ]);
        }
        PlainConsole.On(output).WriteSection(
            $"Outstanding by age, pool {answer.Pool}, as of {answer.AsOf}, position {answer.Position}, {answer.Policy}", table);
    }
}
