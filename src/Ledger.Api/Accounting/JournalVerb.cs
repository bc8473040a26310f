using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.Periods;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Accounting;

/// <summary><c>./ledger journal --pool P</c>: the double entry of each event, derived and never stored.</summary>
public static class JournalVerb
{
    public static Command Create()
    {
        var (pool, fund) = (CommonOptions.Pool(), CommonOptions.Fund());
        var from = CommonOptions.Position("--from", "First position");
        var to = CommonOptions.Position("--to", "Last position");
        var period = CommonOptions.Period("Only entries dated in this month, yyyy-MM");
        var verb = new Command("journal", "The journal: debits and credits of every event that moves money")
        {
            pool, fund, from, to, period,
        };
        var output = OutputOptions.On(verb, [OutputOptions.Table, OutputOptions.Json, OutputOptions.Csv, OutputOptions.Xlsx]);
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "journal", null, cancellationToken);
            await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            var last = await known.Of(result).LastIn(ledger, result.GetValue(pool), result.GetValue(to), cancellationToken);
            var first = result.GetValue(from) ?? 1;
            var entries = result.GetValue(period) is { } month
                ? EntriesOf(month, ledger, result.GetValue(pool), result.GetValue(fund), first, last, cancellationToken)
                : Entries(ledger, result.GetValue(pool), result.GetValue(fund), first, last, cancellationToken);
            await new JournalReport(result.GetValue(pool), entries).Write(ledger, output.Of(result), last, cancellationToken);
        });
        return verb.WithExample("./ledger journal --pool 330825 --from 1 --to 10")
            .WithExample("./ledger journal --pool 330825 --period 2025-03 --format xlsx --out march.xlsx");
    }

    /// <summary>The journal entries of a pool in order; events that move no money have none.</summary>
    internal static async IAsyncEnumerable<JournalEntryAnswer> Entries(LedgerContext ledger, PoolCode pool,
        FundCode? fund, long from, long to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var journal = new Journal(ledger.Chart);
        await foreach (var recorded in ledger.Store.Read(pool, from, to, cancellationToken))
        {
            var entry = Of(recorded, journal, fund);
            if (entry.Lines.Count > 0) yield return entry;
        }
    }

    // Only the parts of the log that have entries of the month are read.
    private static async IAsyncEnumerable<JournalEntryAnswer> EntriesOf(YearMonth month, LedgerContext ledger,
        PoolCode pool, FundCode? fund, long from, long to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var snapshot = await PoolSnapshot.Open(ledger.Database, pool, cancellationToken);
        foreach (var span in await MonthBlocks.Spans(snapshot, month, cancellationToken))
        {
            var last = Math.Min(Math.Min(to, span.To), snapshot.Position);
            await foreach (var entry in Entries(
                ledger, pool, fund, Math.Max(from, span.From), last, cancellationToken))
            {
                if (entry.Date.StartsWith(month.Iso(), StringComparison.Ordinal)) yield return entry;
            }
        }
    }

    private static JournalEntryAnswer Of(RecordedEvent recorded, Journal journal, FundCode? fund) => Answer(recorded,
        journal.Of((FundEvent)recorded.Body).Where(line => fund is null || line.Fund == fund));

    /// <summary>An entry and its postings as the verb gives them.</summary>
    internal static JournalEntryAnswer Answer(RecordedEvent recorded, IEnumerable<Posting> lines)
    {
        var entry = (FundEvent)recorded.Body;
        return new(recorded.Position, entry.CashDate.Iso(), recorded.Type, entry.Document.Text, entry.Voucher,
        [
            .. lines.Select(line => new JournalLineAnswer(
                line.Account, line.Fund.Text, line.Debit.ToString(), line.Credit.ToString())),
        ]);
    }
}
