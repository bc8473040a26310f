using Npgsql;

namespace Ledger.EventStore;

/// <summary>A read that travels with others in one round trip.</summary>
/// <param name="Command">What is asked.</param>
/// <param name="OnRow">What is done with each row; null for a command that gives none.</param>
public sealed record BatchedRead(NpgsqlBatchCommand Command, Action<NpgsqlDataReader>? OnRow)
{
    /// <summary>Asks all of them at once.</summary>
    public static async Task Run(
        NpgsqlConnection connection, IReadOnlyList<BatchedRead> reads, CancellationToken cancellationToken)
    {
        if (reads.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var read in reads) batch.BatchCommands.Add(read.Command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        // A command without rows has no result to step over.
        foreach (var read in reads.Where(read => read.OnRow is not null))
        {
            while (await reader.ReadAsync(cancellationToken)) read.OnRow!(reader);
            await reader.NextResultAsync(cancellationToken);
        }
    }
}
