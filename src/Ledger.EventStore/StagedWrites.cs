using Npgsql;

namespace Ledger.EventStore;

/// <summary>What a transaction will write, in order, made ready while the connection may be busy with something else.</summary>
public sealed class StagedWrites
{
    private readonly List<(NpgsqlBatchCommand? Command, CopyRows? Rows)> _steps = [];

    public bool IsEmpty => _steps.Count == 0;

    public void Add(NpgsqlBatchCommand command) => _steps.Add((command, null));

    public void Add(CopyRows rows) => _steps.Add((null, rows));

    public void Add(StagedWrites more) => _steps.AddRange(more._steps);

    /// <summary>Sends it: commands that follow each other in one round trip, each COPY in one of its own.</summary>
    public async Task Send(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _steps.Count;)
        {
            if (_steps[index].Rows is { } rows)
            {
                await rows.Send(connection, cancellationToken);
                index++;
                continue;
            }
            await using var batch = new NpgsqlBatch(connection);
            for (; index < _steps.Count && _steps[index].Command is { } command; index++) batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        _steps.Clear();
    }
}
