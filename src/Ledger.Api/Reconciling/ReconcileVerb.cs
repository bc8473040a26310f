using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Importing;
using Ledger.Api.Privacy;
using Ledger.Api.Recording;

namespace Ledger.Api.Reconciling;

/// <summary>
/// <c>./ledger reconcile --pool P --period M --bank FILE…</c>: what the bank, the finance office, the tax office and the
/// settlement platform say, beside the ledger (对账). Writes only what it is told to sign, assign, close or reopen.
/// </summary>
public sealed class ReconcileVerb
{
    private readonly ReconcileOptions _options = new();

    private ReconcileVerb()
    {
    }

    public static Command Create()
    {
        var reconcile = new ReconcileVerb();
        var verb = reconcile._options.Make();
        verb.SetAction(reconcile.Run);
        return verb.WithExample("./ledger reconcile --pool 330998 --period 2025-03 --bank samples/reconciliation/bank.csv");
    }

    private async Task<int> Run(ParseResult result, CancellationToken cancellationToken)
    {
        var pool = _options.PoolOf(result);
        var span = _options.SpanOf(result);
        var actor = Actor.FromEnvironment();
        await using var ledger = await LedgerContext.Open(cancellationToken);
        await ledger.NeedEntries(pool, cancellationToken);
        await ledger.NoteAccess(pool, "reconcile", null, cancellationToken);
        var request = _options.RequestOf(result, ledger, pool, span);
        var action = await _options.ActionOf(result, cancellationToken);
        var run = new ReconciliationRun(ledger, request, _options.FilesOf(result), () => PersonTokens.Open(LedgerHome.FromEnvironment(),
            key => result.InvocationConfiguration.Error.WriteLine(PlainLine.Of(PersonTokens.MadeKey(key)))));
        try
        {
            return Show(result, await run.Answer(action, actor, _options.KnownOf(result), cancellationToken));
        }
        catch (OutsideFileException refused)
        {
            foreach (var error in refused.Errors.Take(ImportResult.ErrorsMax))
                await result.InvocationConfiguration.Error.WriteLineAsync(PlainLine.Of(error.ToString()));
            return ExitCodes.Finding;
        }
    }

    private int Show(ParseResult result, ReconcileAnswer answer)
    {
        if (_options.WantsJson(result)) result.WriteJson(answer);
        else ReconciliationTables.Write(answer, result.InvocationConfiguration.Output);
        return answer.Sources.All(source => source.OpenDifferences == 0) ? ExitCodes.Fine : ExitCodes.Finding;
    }
}
