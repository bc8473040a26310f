using System.Globalization;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>What the database server and all that it began have taken of the processor, since it was started.</summary>
internal static class ServerProcessor
{
    /// <summary>Nothing where the server is on another machine.</summary>
    internal static async Task<TimeSpan> Taken(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select pg_backend_pid(), inet_server_addr() is null or inet_server_addr() = inet_client_addr()");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (!row.GetBoolean(1) || ProcessTimes.Read(row.GetInt32(0))?.Parent is not { } server) return TimeSpan.Zero;
        var taken = ProcessTimes.Read(server) is { } ended ? ended.Own + ended.Ended : TimeSpan.Zero;
        return Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
            .Where(name => char.IsAsciiDigit(name[0]))
            .Select(name => ProcessTimes.Read(int.Parse(name, CultureInfo.InvariantCulture)))
            .Where(times => times?.Parent == server)
            .Aggregate(taken, (sum, times) => sum + times!.Value.Own + times.Value.Ended);
    }
}
