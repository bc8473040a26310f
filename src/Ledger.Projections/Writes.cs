using Ledger.Domain;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections;

/// <summary>What the read models write for a batch of events, gathered to be sent together.</summary>
public sealed class Writes
{
    /// <summary>What was gathered, in order.</summary>
    public StagedWrites Staged { get; } = new();

    /// <summary>Sends it.</summary>
    public Task Run(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Staged.Send(connection, cancellationToken);

    internal void Add(NpgsqlBatchCommand command) => Staged.Add(command);

    internal void Add(CopyRows rows) => Staged.Add(rows);

    /// <summary>One statement for all rows of a batch: the pool, then an array a column.</summary>
    internal void Add(string sql, PoolCode pool, params Array[] columns)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = pool.Text } } };
        foreach (var column in columns) command.Parameters.Add(new() { Value = column });
        Staged.Add(command);
    }
}
