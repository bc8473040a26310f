using Ledger.Domain;
using Ledger.EventStore;
using Ledger.Projections.Rebuilding;
using Npgsql;

namespace Ledger.Projections;

/// <summary>What the read models write for a batch of events, gathered to be sent together.</summary>
public sealed class Writes
{
    // From here on a COPY is cheaper than arrays, though it is a round trip of its own.
    private const int CopyFrom = 300;

    private readonly bool _isReplay;
    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<TableChange> _changes = [];
    private readonly Dictionary<string, string> _derived = [];

    /// <summary>The writes of a batch that was appended or followed.</summary>
    public Writes()
    {
    }

    private Writes(bool isReplay) => _isReplay = isReplay;

    /// <summary>What was gathered, in order.</summary>
    public StagedWrites Staged { get; } = new();

    /// <summary>Of a replay: the statements.</summary>
    internal IReadOnlyList<NpgsqlBatchCommand> Commands => _commands;

    /// <summary>Of a replay: the rows that are sent by COPY.</summary>
    internal IReadOnlyList<TableChange> Changes => _changes;

    /// <summary>Of a replay: tables whose rows follow from those of another table, and the query that makes them.</summary>
    internal IReadOnlyDictionary<string, string> Derived => _derived;

    /// <summary>The writes of a batch of a replay, which begins with empty tables.</summary>
    internal static Writes OfReplay() => new(isReplay: true);

    /// <summary>Sends it.</summary>
    public Task Run(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Staged.Send(connection, cancellationToken);

    internal void Add(NpgsqlBatchCommand command)
    {
        if (_isReplay) _commands.Add(command);
        else Staged.Add(command);
    }

    /// <summary>Rows that join those of the table; see <see cref="TableChange"/>.</summary>
    internal void AddRows(string table, PoolCode pool, params IReadOnlyList<ChangedColumn> columns)
    {
        var change = new TableChange(table, pool, columns);
        if (_isReplay) _changes.Add(change);
        else Staged.Add(change.Command());
    }

    /// <summary>The same for rows that are never there already, and that the database takes: many go by COPY.</summary>
    internal void AddNewRows(string table, PoolCode pool, params IReadOnlyList<ChangedColumn> columns)
    {
        var change = new TableChange(table, pool, columns);
        if (_isReplay || change.Rows < CopyFrom) AddRows(table, pool, columns);
        else Staged.Add(change.Copy(ReplayTables.Live));
    }

    /// <summary>Rows that follow from those of another table.</summary>
    /// <param name="table">The table that has them.</param>
    /// <param name="ofBatch">Writes those that come with this batch.</param>
    /// <param name="ofAll">Selects all, the pool first, where there is one pool; what a replay has in the end.</param>
    internal void AddDerived(string table, NpgsqlBatchCommand ofBatch, string ofAll)
    {
        if (_isReplay) _derived[table] = ofAll;
        else Staged.Add(ofBatch);
    }

    /// <summary>One statement for all rows of a batch: the pool, then an array a column.</summary>
    internal void Add(string sql, PoolCode pool, params Array[] columns)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = pool.Text } } };
        foreach (var column in columns) command.Parameters.Add(new() { Value = column });
        Add(command);
    }
}
