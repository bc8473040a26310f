using System.Text.RegularExpressions;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// Where a replay writes: the tables themselves, while they are empty and nobody sees them, or temporary tables of the
/// same names, their shadows. The statements are those of an append; only the schema in them is another.
/// </summary>
internal sealed partial class ReplayTables(NpgsqlConnection connection, string schema)
{
    /// <summary>The tables themselves.</summary>
    internal const string Live = "ledger";

    /// <summary>Tables of the session, which are gone with it.</summary>
    internal const string Shadow = "pg_temp";

    private readonly Dictionary<string, string> _sql = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableChange> _merged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _derived = new(StringComparer.Ordinal);

    /// <summary>Asks the database, as <see cref="BatchedRead.Run"/> does.</summary>
    internal Task Ask(IReadOnlyList<BatchedRead> reads, CancellationToken cancellationToken)
    {
        foreach (var read in reads) read.Command.CommandText = Sql(read.Command.CommandText);
        return BatchedRead.Run(connection, reads, cancellationToken);
    }

    /// <summary>Sends what a batch changed: rows by COPY where nothing has to be joined before the end.</summary>
    internal async Task Write(Writes writes, CancellationToken cancellationToken)
    {
        foreach (var (table, sql) in writes.Derived) _derived[table] = sql;
        var copied = writes.Changes.ToLookup(change => change.IsNew || schema == Shadow);
        List<NpgsqlBatchCommand> commands = [.. writes.Commands, .. copied[false].Select(change => change.Command())];
        if (commands.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var command in commands)
            {
                command.CommandText = Sql(command.CommandText);
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var change in copied[true]) await Copy(change, cancellationToken);
    }

    /// <summary>The query that gives all rows of a shadow, joined where a key was written more than once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns but the pool.</param>
    internal string RowsOf(string table, IReadOnlyList<string> columns)
    {
        if (_derived.TryGetValue(table, out var sql)) return Sql(sql);
        if (!_merged.TryGetValue(table, out var change))
            return $"select pool, {string.Join(", ", columns)} from {schema}.{table}";
        var key = string.Join(", ", change.Columns.Where(column => column.Merge == Merge.Key).Select(column => column.Name));
        var run = change.Run is { } over ? $"window run as (partition by pool, {key} order by {over})" : "";
        return $"""
            select pool, {string.Join(", ", change.Columns.Select(column => Merged(change, column)))} from {schema}.{table}
            group by pool, {string.Join(", ", [key, .. run.Length > 0 ? [change.Run!] : Array.Empty<string>()])} {run}
            """;
    }

    // The latest is found without sorting: its position, of one length, stands before its text.
    private static string Merged(TableChange change, ChangedColumn column) => column.Merge switch
    {
        Merge.Sum => $"sum({column.Name})::bigint as {column.Name}",
        Merge.Highest => $"max({column.Name}) as {column.Name}",
        Merge.Lowest => $"min({column.Name}) as {column.Name}",
        Merge.Running => $"(sum(sum({column.Name})) over run)::bigint as {column.Name}",
        Merge.Latest => $"substr(max(lpad({change.Highest}::text, 19, '0') || {column.Name}), 20)::varchar as {column.Name}",
        _ => column.Name,
    };

    private async Task Copy(TableChange change, CancellationToken cancellationToken)
    {
        // How columns join is known for ever; the rows of the batch are not held.
        if (!change.IsNew)
            _merged.TryAdd(change.Table, change with { Columns = [.. change.Columns.Select(column => column.WithoutValues())] });
        using var rows = change.Copy(schema);
        await rows.Send(connection, cancellationToken);
    }

    private string Sql(string sql)
    {
        if (schema == Live) return sql;
        if (_sql.TryGetValue(sql, out var other)) return other;
        return _sql[sql] = QualifiedName().Replace(sql, name =>
            ReadModels.FigureTables.Contains(name.Groups[1].Value) ? $"{schema}.{name.Groups[1].Value}" : name.Value);
    }

    [GeneratedRegex(@"\bledger\.(\w+)")]
    private static partial Regex QualifiedName();
}
