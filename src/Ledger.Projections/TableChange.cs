using Ledger.Domain;
using Ledger.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections;

/// <summary>What becomes of a column when its row is there already.</summary>
internal enum Merge
{
    /// <summary>It is part of the key.</summary>
    Key,

    /// <summary>Both are added up.</summary>
    Sum,

    /// <summary>The one with the higher position counts, which is in the column that is the <see cref="Highest"/>.</summary>
    Latest,

    /// <summary>The higher one counts.</summary>
    Highest,

    /// <summary>The lower one counts.</summary>
    Lowest,

    /// <summary>The row is never there already.</summary>
    New,

    /// <summary>It is the part of the key, a position, that sums run over.</summary>
    KeyOfRun,

    /// <summary>
    /// What is added to it is added to all later rows of the same key as well: each has the sum up to its own position,
    /// whatever order they are given in.
    /// </summary>
    Running,
}

/// <summary>
/// What a batch changes in one table, a column each, and how it joins what is there. With an append it travels as one
/// statement; a replay, which starts from nothing, sends the rows by COPY and lets the database join them at its end.
/// </summary>
/// <param name="Table">A read model's table.</param>
/// <param name="Pool">The pool of all rows.</param>
/// <param name="Columns">All columns but the pool and what the database makes itself; of one length.</param>
internal sealed record TableChange(string Table, PoolCode Pool, IReadOnlyList<ChangedColumn> Columns)
{
    public int Rows => Columns[0].Count;

    /// <summary>Whether no row of it can be there already.</summary>
    public bool IsNew => Columns.Any(column => column.Merge == Merge.New);

    /// <summary>The column that sums run over; null where none does.</summary>
    public string? Run => Columns.FirstOrDefault(column => column.Merge == Merge.KeyOfRun)?.Name;

    /// <summary>The statement of an append.</summary>
    public NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(Run is { } run ? AddToRun(run) : $"""
            insert into ledger.{Table} as t (pool, {Names})
            select $1, c.* from {Rowset} {OnConflict()}
            """)
        {
            Parameters = { new() { Value = Pool.Text } },
        };
        foreach (var column in Columns) command.Parameters.Add(column.Parameter());
        return command;
    }

    /// <summary>The rows for a COPY into the table of that name in a schema.</summary>
    public CopyRows Copy(string schema)
    {
        var rows = new CopyRows($"{schema}.{Table}", ["pool", .. Columns.Select(column => column.Name)]);
        for (var row = 0; row < Rows; row++)
        {
            rows.StartRow();
            rows.Add(Pool.Text);
            foreach (var column in Columns) column.Write(rows, row);
        }
        return rows;
    }

    /// <summary>The column that says which row is the latest.</summary>
    public string? Highest => Columns.FirstOrDefault(column => column.Merge == Merge.Highest)?.Name;

    private string Names => string.Join(", ", Columns.Select(column => column.Name));

    private string Rowset => $"unnest({string.Join(", ", Columns.Select((_, index) => $"${index + 2}"))}) as c ({Names})";

    // Who writes it holds the pool. All parts of the statement see the table as it was before: the row that was the last one
    // up to the position, and those after it, of which there are none but where an event was parked. "offset 0" and rows named
    // by their place keep each look-up a seek by the whole key, whatever the statistics say.
    private string AddToRun(string run)
    {
        string[] key = [.. Columns.Where(column => column.Merge == Merge.Key).Select(column => column.Name)];
        string[] sums = [.. Columns.Where(column => column.Merge == Merge.Running).Select(column => column.Name)];
        var (keys, sumNames) = (string.Join(", ", key), string.Join(", ", sums));
        var same = List(key, name => $"{name} = c.{name}", " and ");
        if (!Columns.Single(column => column.Merge == Merge.KeyOfRun).IsOneValue)
            throw new InvalidOperationException($"rows of {Table} are given one {run} after the other");
        return $"""
            with c as materialized (select * from {Rowset}),
            up_to as (
                insert into ledger.{Table} as t (pool, {keys}, {run}, {sumNames})
                select $1, {List(key, name => $"c.{name}")}, c.{run}, {List(sums, name => $"c.{name} + coalesce(b.{name}, 0)")}
                from c left join lateral (
                    select {sumNames} from ledger.{Table} where pool = $1 and {same} and {run} <= c.{run}
                    order by {run} desc limit 1) as b on true
                on conflict (pool, {keys}, {run}) do update set {List(sums, name => $"{name} = excluded.{name}")})
            update ledger.{Table} as t set {List(sums, name => $"{name} = t.{name} + d.{name}")}
            from (
                select l.id, {List(sums, name => $"c.{name}")} from c cross join lateral (
                    select ctid as id from ledger.{Table} where pool = $1 and {same} and {run} > c.{run} offset 0) as l) as d
            where t.ctid = d.id
            """;

        static string List(IEnumerable<string> names, Func<string, string> text, string between = ", ") =>
            string.Join(between, names.Select(text));
    }

    private string OnConflict()
    {
        if (IsNew) return "";
        var key = string.Join(", ", Columns.Where(column => column.Merge == Merge.Key).Select(column => column.Name));
        var merged = Columns.Where(column => column.Merge != Merge.Key).Select(column => column.Merge switch
        {
            Merge.Sum => $"{column.Name} = t.{column.Name} + excluded.{column.Name}",
            Merge.Highest => $"{column.Name} = greatest(excluded.{column.Name}, t.{column.Name})",
            Merge.Lowest => $"{column.Name} = least(excluded.{column.Name}, t.{column.Name})",
            _ => $"{column.Name} = case when excluded.{Highest} > t.{Highest} then excluded.{column.Name} else t.{column.Name} end",
        });
        return $"on conflict (pool, {key}) do update set {string.Join(", ", merged)}";
    }
}

/// <summary>The values of one column, a row each.</summary>
internal abstract record ChangedColumn(string Name, Merge Merge)
{
    public abstract int Count { get; }

    /// <summary>Whether all rows have the same value.</summary>
    public abstract bool IsOneValue { get; }

    public static ChangedColumn Key(string name, IEnumerable<string> values) => Texts(name, Merge.Key, values);

    public static ChangedColumn Key(string name, IEnumerable<int> values) => new ChangedColumn<int>(
        name, Merge.Key, [.. values], NpgsqlDbType.Integer, static (rows, value) => rows.Add(value));

    public static ChangedColumn Key(string name, IEnumerable<DateOnly> values) => Days(name, Merge.Key, values);

    public static ChangedColumn Key(string name, IEnumerable<long> values) => Numbers(name, Merge.Key, values);

    public static ChangedColumn KeyOfRun(string name, IEnumerable<long> values) => Numbers(name, Merge.KeyOfRun, values);

    public static ChangedColumn Running(string name, IEnumerable<long> values) => Numbers(name, Merge.Running, values);

    public static ChangedColumn Sum(string name, IEnumerable<long> values) => Numbers(name, Merge.Sum, values);

    public static ChangedColumn Latest(string name, IEnumerable<string?> values) => Texts(name, Merge.Latest, values);

    public static ChangedColumn Highest(string name, IEnumerable<long> values) => Numbers(name, Merge.Highest, values);

    public static ChangedColumn Highest(string name, IEnumerable<DateOnly> values) => Days(name, Merge.Highest, values);

    public static ChangedColumn Lowest(string name, IEnumerable<long> values) => Numbers(name, Merge.Lowest, values);

    public static ChangedColumn Lowest(string name, IEnumerable<DateOnly> values) => Days(name, Merge.Lowest, values);

    public static ChangedColumn New(string name, IEnumerable<string?> values) => Texts(name, Merge.New, values);

    public static ChangedColumn New(string name, IEnumerable<long> values) => Numbers(name, Merge.New, values);

    public static ChangedColumn New(string name, IEnumerable<long?> values) => new ChangedColumn<long?>(
        name, Merge.New, [.. values], NpgsqlDbType.Bigint, static (rows, value) =>
        {
            if (value is { } number) rows.Add(number);
            else rows.Add((string?)null);
        });

    public static ChangedColumn New(string name, IEnumerable<bool> values) => new ChangedColumn<bool>(
        name, Merge.New, [.. values], NpgsqlDbType.Boolean, static (rows, value) => rows.Add(value));

    public static ChangedColumn New(string name, IEnumerable<byte[]> values) => new ChangedColumn<byte[]>(
        name, Merge.New, [.. values], NpgsqlDbType.Bytea, static (rows, value) => rows.Add(value));

    /// <summary>Only for a COPY: an array of arrays cannot travel as a parameter.</summary>
    public static ChangedColumn New(string name, IEnumerable<string[]> values) => new ChangedColumn<string[]>(
        name, Merge.New, [.. values], NpgsqlDbType.Array | NpgsqlDbType.Varchar, static (rows, value) => rows.Add(value));

    /// <inheritdoc cref="New(string, IEnumerable{string[]})"/>
    public static ChangedColumn New(string name, IEnumerable<long[]> values) => new ChangedColumn<long[]>(
        name, Merge.New, [.. values], NpgsqlDbType.Array | NpgsqlDbType.Bigint, static (rows, value) => rows.Add(value));

    /// <summary>The values as one parameter.</summary>
    public abstract NpgsqlParameter Parameter();

    /// <summary>Writes the value of one row to a COPY.</summary>
    public abstract void Write(CopyRows rows, int row);

    /// <summary>How the column joins, without the values of a batch.</summary>
    public abstract ChangedColumn WithoutValues();

    private static ChangedColumn<string?> Texts(string name, Merge merge, IEnumerable<string?> values) =>
        new(name, merge, [.. values], NpgsqlDbType.Varchar, static (rows, value) => rows.Add(value));

    private static ChangedColumn<long> Numbers(string name, Merge merge, IEnumerable<long> values) =>
        new(name, merge, [.. values], NpgsqlDbType.Bigint, static (rows, value) => rows.Add(value));

    private static ChangedColumn<DateOnly> Days(string name, Merge merge, IEnumerable<DateOnly> values) =>
        new(name, merge, [.. values], NpgsqlDbType.Date, static (rows, value) => rows.Add(DaysOf(value)));

    // PostgreSQL counts from there; the first day that there is stands for its -infinity, as the driver has it.
    private static int DaysOf(DateOnly day) =>
        day == DateOnly.MinValue ? int.MinValue : day.DayNumber - new DateOnly(2000, 1, 1).DayNumber;
}

/// <inheritdoc/>
/// <param name="Put">Writes one value to a COPY.</param>
internal sealed record ChangedColumn<T>(string Name, Merge Merge, T[] Values, NpgsqlDbType Type, Action<CopyRows, T> Put)
    : ChangedColumn(Name, Merge)
{
    public override int Count => Values.Length;

    public override bool IsOneValue => Array.TrueForAll(Values, value => EqualityComparer<T>.Default.Equals(value, Values[0]));

    // An array of nulls and strings says nothing of its type, so it is named.
    public override NpgsqlParameter Parameter() => new() { Value = Values, NpgsqlDbType = NpgsqlDbType.Array | Type };

    public override void Write(CopyRows rows, int row) => Put(rows, Values[row]);

    public override ChangedColumn WithoutValues() => this with { Values = [] };
}
