using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;

namespace Ledger.Api.Accounting;

/// <summary><c>./ledger export --pool P --to hledger --out FILE</c>: the books for another program.</summary>
public static class ExportVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var to = new Option<string>("--to") { Description = "The format: hledger", Required = true };
        to.AcceptOnlyFromAmong("hledger");
        var file = new Option<string>("--out") { Description = "The file to write", Required = true };
        var verb = new Command("export", "Write a pool's journal for another program to read") { pool, to, file };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "export", result.GetValue(to), cancellationToken);
            await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            var last = await known.Of(result).LastIn(ledger, result.GetValue(pool), null, cancellationToken);
            await Write(ledger, result.GetValue(pool), last, result.GetValue(file)!, cancellationToken);
        });
        return verb.WithExample("./ledger export --pool 330825 --to hledger --out longyou.journal");
    }

    // Under another name until it is whole, so that nobody reads half a journal.
    private static async Task Write(
        LedgerContext ledger, Domain.PoolCode pool, long last, string path, CancellationToken cancellationToken)
    {
        var unfinished = path + ".unfinished";
        try
        {
            await using (var writer = new StreamWriter(unfinished))
            {
                var entries = JournalVerb.Entries(ledger, pool, null, 1, last, cancellationToken);
                await foreach (var entry in entries) await writer.WriteAsync(PlainTextJournal.Of(entry));
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: cannot be written: {error.Message}");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
