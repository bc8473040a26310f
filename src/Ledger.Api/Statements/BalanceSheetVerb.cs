using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;

namespace Ledger.Api.Statements;

/// <summary><c>./ledger balance-sheet --pool P</c>: what the funds have and owe, and what is theirs (资产负债表).</summary>
public static class BalanceSheetVerb
{
    public static Command Create()
    {
        var (pool, fund, asOf) = (CommonOptions.Pool(), CommonOptions.Fund(), CommonOptions.AsOf());
        var verb = new Command("balance-sheet", "The balance sheet (资产负债表): assets, debts and what is left")
        {
            pool, fund, asOf,
        };
        var output = OutputOptions.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            var report = await BalanceSheetReport.Of(
                ledger, result.GetValue(pool), result.GetValue(fund), result.GetValue(asOf),
                known.Of(result), cancellationToken);
            return await report.Write(ledger, output.Of(result), cancellationToken);
        });
        return verb.WithExample("./ledger balance-sheet --pool 330825 --as-of 2025-03-31")
            .WithExample("./ledger balance-sheet --pool 330825 --as-of 2025-03-31 --format pdf --out sheet.pdf");
    }
}
