using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Api.Privacy;

/// <summary>Deletes what leads from a token to a person, and records that, in one transaction.</summary>
internal sealed class PersonErasure(LedgerContext ledger, PoolCode pool, string actor)
{
    /// <exception cref="UserError">There is nothing to delete, or the pool stays busy; nothing was written.</exception>
    internal async Task<ErasedPersonAnswer> Run(PersonRef person, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await using var append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: false, cancellationToken);
            var isErased = await append.VersionOf(Streams.Person(person), cancellationToken) > 0;
            if (!await PersonVault.Delete(append.Connection, pool, person, cancellationToken))
                throw new UserError(isErased ? $"person {person} was erased already" : NotKept(person), ExitCodes.Finding);
            var entry = new PersonErased
            {
                Document = DocumentId.Of($"erase-person-{person}"), Person = person, Reason = reason,
                CashDate = ChinaTime.DayOf(append.Recorded),
            };
            var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
            if ((await writer.Record([new([entry], actor, "verb:erase-person")], cancellationToken))[0].Refused is [var refused, ..])
                throw new RefusedError(refused);
            var position = append.Position;
            await append.Commit(cancellationToken);
            return new(pool.Text, person.Text, position);
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

    internal static string NotKept(PersonRef person) =>
        $"the ledger keeps nothing that leads from {person} to a person: who made the token does";
}

/// <param name="Position">Of the event that says so.</param>
public sealed record ErasedPersonAnswer(string Pool, string Person, long Position);
