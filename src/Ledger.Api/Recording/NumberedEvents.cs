using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Api.Recording;

/// <summary>Records events of verbs, whose documents are their places in the stream of their month.</summary>
internal static class NumberedEvents
{
    /// <summary>Records them as one append.</summary>
    /// <param name="ledger">The program's parts.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="actor">Who records them.</param>
    /// <param name="verb">The verb that does.</param>
    /// <param name="name">What a document's name begins with, before the month and the number.</param>
    /// <param name="events">Those to be recorded, yet without documents.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The document and position of the first.</returns>
    /// <exception cref="UserError">The pool stays busy, or the database fails; the message says that nothing was written.</exception>
    internal static async Task<(DocumentId Document, long Position)> Record(LedgerContext ledger, PoolCode pool, string actor,
        string verb, string name, IReadOnlyList<FundEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await using var append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: false, cancellationToken);
            var (numbered, versions) = (new List<FundEvent>(), new Dictionary<string, long>(StringComparer.Ordinal));
            foreach (var entry in events)
            {
                var stream = Streams.Of(entry);
                if (!versions.TryGetValue(stream, out var version)) version = await append.VersionOf(stream, cancellationToken);
                versions[stream] = ++version;
                numbered.Add(entry with { Document = DocumentId.Of($"{name}-{entry.CashDate.ToYearMonth().Iso()}-{version}") });
            }
            var first = append.Position + 1;
            var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
            var decided = await writer.Record(
                [.. numbered.Select(entry => new Submission([entry], actor, $"verb:{verb}"))], cancellationToken);
            if (decided.FirstOrDefault(one => one.Refused.Count > 0) is { Refused: [var refused, ..] })
                throw new RefusedError(refused);
            await append.Commit(cancellationToken);
            return (numbered[0].Document, first);
        }
        catch (PoolBusyException busy)
        {
            throw new BusyError($"nothing was written: {busy.Message}");
        }
        catch (NpgsqlException error)
        {
            throw new NotRecordedError($"nothing is known to be written: {DatabaseErrors.Line(error)}");
        }
    }
}
