using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;

namespace Ledger.Api.Figures;

/// <summary><c>./ledger events --pool P</c>: the log, a line an event.</summary>
public static class EventsVerb
{
    public static Command Create()
    {
        var pool = CommonOptions.Pool();
        var stream = new Option<string?>("--stream") { Description = "Only this stream, such as fund/employee" };
        var from = CommonOptions.Position("--from", "First position");
        var to = CommonOptions.Position("--to", "Last position");
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line" };
        var verb = new Command("events", "The log: every event of a pool in order") { pool, stream, from, to, json };
        var known = KnownOptions.On(verb);
        verb.SetAction(async (result, cancellationToken) =>
        {
            await using var ledger = await LedgerContext.Open(cancellationToken);
            await ledger.NoteAccess(result.GetValue(pool), "events", result.GetValue(stream), cancellationToken);
            await ledger.NeedEntries(result.GetValue(pool), cancellationToken);
            var last = await known.Of(result).LastIn(ledger, result.GetValue(pool), result.GetValue(to), cancellationToken);
            var first = result.GetValue(from) ?? 1;
            var events = result.GetValue(stream) is { } name
                ? ledger.Store.ReadStream(result.GetValue(pool), name, first, last, cancellationToken)
                : ledger.Store.Read(result.GetValue(pool), first, last, cancellationToken);
            var output = result.InvocationConfiguration.Output;
            var print = result.GetValue(json) ? (Func<RecordedEvent, string>)(one => EventAnswer.Of(one).Line()) : Line;
            await foreach (var recorded in events) await output.WriteLineAsync(print(recorded));
        });
        return verb.WithExample("./ledger events --pool 330825 --from 1 --to 10 --json");
    }

    private static string Line(RecordedEvent recorded)
    {
        var entry = (FundEvent)recorded.Body;
        return $"{recorded.Position,8}  {entry.CashDate.Iso()}  {recorded.Type,-28}  {entry.Fund.Text,-18}  "
            + $"{(entry.Amount == Money.Zero ? "" : entry.Amount.ToString()),20}  {entry.Document}";
    }
}
