using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Api.Privacy;

/// <summary>
/// What leads from a person's token to the person's number: a table outside the log, whose rows are sealed with the key of
/// the persons and can be deleted. It has only persons whose numbers the ledger itself turned into tokens.
/// </summary>
internal sealed class PersonVault(NpgsqlDataSource database)
{
    /// <summary>Its table.</summary>
    internal static readonly Migration Schema = new(11, "the way from tokens to persons", """
        create table ledger.person_vault (
            pool      varchar not null,
            person    varchar not null,
            reference bytea not null,
            kept_at   timestamptz not null default clock_timestamp(),
            primary key (pool, person)
        );
        grant select, insert, delete on ledger.person_vault to ledger_app;
        """);

    /// <summary>Keeps the way to each person whose number was turned into a token, but to those who were erased.</summary>
    internal async Task Keep(PoolCode pool, PersonTokens persons, CancellationToken cancellationToken)
    {
        foreach (var some in persons.Seen.OrderBy(one => one.Key.Text, StringComparer.Ordinal).Chunk(1_000))
        {
            await using var command = database.CreateCommand("""
                insert into ledger.person_vault (pool, person, reference)
                select $1, p.person, p.reference from unnest($2, $3, $4) as p (person, reference, stream)
                where not exists (select from ledger.mt_streams as s where s.tenant_id = $1 and s.id = p.stream)
                on conflict (pool, person) do nothing
                """);
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                new() { Value = pool.Text },
                new() { Value = some.Select(one => one.Key.Text).ToArray() },
                new()
                {
                    Value = some.Select(one => persons.Seal(pool, one.Key, one.Value)).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
                },
                new() { Value = some.Select(one => Streams.Person(one.Key)).ToArray() },
            ]);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>The sealed number; null where the vault has none.</summary>
    internal async Task<byte[]?> Find(PoolCode pool, PersonRef person, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select reference from ledger.person_vault where pool = $1 and person = $2");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = pool.Text }, new() { Value = person.Text }]);
        return await command.ExecuteScalarAsync(cancellationToken) as byte[];
    }

    /// <summary>Deletes the way to a person, in the transaction of the connection.</summary>
    /// <returns>Whether there was one.</returns>
    internal static async Task<bool> Delete(
        NpgsqlConnection connection, PoolCode pool, PersonRef person, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from ledger.person_vault where pool = $1 and person = $2", connection)
        {
            Parameters = { new() { Value = pool.Text }, new() { Value = person.Text } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
