using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;

namespace Ledger.Api.Exports;

/// <summary><c>./ledger export --pool P --to FORMAT --out PATH</c>: the books for another program.</summary>
public static class ExportVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var names = ExportFormat.All.Select(format => format.Name).ToArray();
        var to = new Option<string>("--to") { Description = $"The format: {string.Join(", ", names)}", Required = true };
        to.AcceptOnlyFromAmong(names);
        var path = new Option<string>("--out") { Description = "The file to write; of iso21378 the folder", Required = true };
        var verb = new Command("export", "Write a pool's books, or its log, for another program to read") { pool, to, path };
        var months = ExportedMonths.On(verb);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            var format = ExportFormat.Find(result.GetValue(to)!)!;
            var asked = months.Of(result, format);
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "export", format.Name, cancellationToken);
            var head = await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            var last = await known.Of(result).LastIn(ledger, result.GetValue(pool), head, cancellationToken);
            var books = new ExportedBooks(ledger, result.GetValue(pool), last, asked);
            await format.Write(books, result.GetValue(path)!, cancellationToken);
        });
        return verb.WithExample("./ledger export --pool 330825 --to beancount --out longyou.beancount")
            .WithExample("./ledger export --pool 330825 --to iso21378 --from 2025-01 --through 2025-03 --out longyou-2025q1");
    }
}
