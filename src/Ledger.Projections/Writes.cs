using Ledger.Domain;
using Npgsql;

namespace Ledger.Projections;

/// <summary>What the read models write for a batch of events, gathered to be sent in one round trip.</summary>
public sealed class Writes
{
    private readonly List<NpgsqlBatchCommand> _commands = [];

    /// <summary>The commands, in the order in which they were added.</summary>
    public IReadOnlyList<NpgsqlBatchCommand> Commands => _commands;

    /// <summary>Sends them.</summary>
    public async Task Run(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_commands.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in _commands) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    internal void Add(NpgsqlBatchCommand command) => _commands.Add(command);

    /// <summary>One statement for all rows of a batch: the pool, then an array a column.</summary>
    internal void Add(string sql, PoolCode pool, params Array[] columns)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = pool.Text } } };
        foreach (var column in columns) command.Parameters.Add(new() { Value = column });
        _commands.Add(command);
    }
}
