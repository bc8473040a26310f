using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Sheets;
using Ledger.Api.Statements;

namespace Ledger.Api.Figures;

/// <summary><c>./ledger statement --pool P --from M --to M</c>: what came in, went out and is left.</summary>
public static class StatementVerb
{
    public static Command Create()
    {
        var (pool, fund) = (CommonOptions.Pool(), CommonOptions.Fund());
        var from = CommonOptions.Month("--from", "First month, yyyy-MM");
        var to = CommonOptions.Month("--to", "Last month, yyyy-MM");
        var verb = new Command("statement", "The statement of each fund over whole months") { pool, fund, from, to };
        var output = OutputOptions.On(verb);
        var views = new StatementViews();
        views.AddTo(verb, pool);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            var (first, last) = (result.GetValue(from), result.GetValue(to));
            if (last < first) throw new UserError(UserLanguage.Say(
                $"--to {last:yyyy-MM} is before --from {first:yyyy-MM}", $"--to {last:yyyy-MM} 早于 --from {first:yyyy-MM}"));
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var view = views.Chosen(result, result.GetValue(pool), result.GetValue(fund));
            var report = await view(ledger, new(first, last), known.Of(result), cancellationToken);
            return await report.Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger statement --pool 330825 --from 2025-01 --to 2025-03 --format csv")
            .WithExample("./ledger statement --pool 330825 --from 2025-01 --to 2025-03 --form statutory")
            .WithExample("./ledger statement --pool 330825 --from 2025-01 --to 2025-03 --form statutory --format xlsx --out q1.xlsx");
    }
}
