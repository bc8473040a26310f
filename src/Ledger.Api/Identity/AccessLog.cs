using Ledger.Domain;
using Ledger.EventStore.Schema;
using NodaTime;
using Npgsql;

namespace Ledger.Api.Identity;

/// <summary>Somebody looked at something of a single institution or person, or took the log away.</summary>
/// <param name="What">The route or the verb.</param>
/// <param name="Subject">The institution, the person or the stream; null where it is all of the pool.</param>
public sealed record NotedAccess(Instant At, string Who, PoolCode Pool, string What, string? Subject);

/// <summary>Who looked at what: noted before the answer is given, in a table that nobody changes.</summary>
public sealed class AccessLog(NpgsqlDataSource database)
{
    public static readonly Migration Schema = new(6, "who looked at what", """
        create table ledger.access_log (
            at      timestamptz not null default clock_timestamp(),
            who     varchar not null,
            pool    varchar not null,
            what    varchar not null,
            subject varchar
        );
        create index access_log_pool on ledger.access_log (pool, at);
        create trigger keep before update or delete on ledger.access_log for each row execute function ledger.keep();
        create trigger keep_all before truncate on ledger.access_log for each statement execute function ledger.keep();
        """);

    public async Task Note(string who, PoolCode pool, string what, string? subject, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "insert into ledger.access_log (who, pool, what, subject) values ($1, $2, $3, $4)");
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = who }, new() { Value = pool.Text }, new() { Value = what },
            new() { Value = (object?)subject ?? DBNull.Value, DataTypeName = "varchar" },
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Who looked at a pool between two instants, the first included, in order of time.</summary>
    public async IAsyncEnumerable<NotedAccess> Of(PoolCode pool, Instant from, Instant to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select at, who, what, subject from ledger.access_log where pool = $1 and at >= $2 and at < $3 order by at
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = pool.Text }, new() { Value = from.ToDateTimeUtc() }, new() { Value = to.ToDateTimeUtc() }]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new(Instant.FromDateTimeUtc(reader.GetDateTime(0)), reader.GetString(1), pool, reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3));
        }
    }
}
