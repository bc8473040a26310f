using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Ledger.Domain;
using Ledger.Domain.Events;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>What of a field a rule reads.</summary>
internal enum FieldPart
{
    Whole,

    /// <summary>The month of a date: its first day stands for it.</summary>
    Month,

    /// <summary>The year of a date: its first day stands for it.</summary>
    Year,

    /// <summary>Whether it is there.</summary>
    Presence,
}

/// <summary>A field of the stored event; <c>Answers.Year</c> is one within another.</summary>
internal readonly record struct ReadField(string Path, FieldPart Part = FieldPart.Whole)
{
    /// <summary>Its value as SQL, of the column <c>data</c>: as JSON where it is whole, else as text.</summary>
    public string Sql => Part switch
    {
        FieldPart.Whole when Path == "CashDate" => Text,
        FieldPart.Month => $"left({Text}, 7) || '-01'",
        FieldPart.Year => $"left({Text}, 4) || '-01-01'",
        FieldPart.Presence => $"case when data ? '{Path}' then 'x' end",
        _ => $"data -> '{Path.Replace(".", "' -> '", StringComparison.Ordinal)}'",
    };

    /// <summary>The value of <see cref="Sql"/> as JSON.</summary>
    public string Json(string value) => Part == FieldPart.Whole ? value : $"\"{value}\"";

    /// <summary>The object that it is a field of, or null.</summary>
    public string? Within => Path.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? Path[..dot] : null;

    public string Name => Path[(Path.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private string Text => Within is { } outer ? $"data -> '{outer}' ->> '{Name}'" : $"data ->> '{Path}'";
}

/// <summary>
/// Sums a pool's log in the database: events that are alike in all that a rule reads become one event whose figures are
/// their sums. The rules of the domain then say what that one does, since what they do to a figure grows with it. Kinds
/// that carry another event, which they take back, are given one by one.
/// </summary>
/// <param name="cashDate">What of the cash date the rules read.</param>
/// <param name="byInstitution">Whether they read the institution.</param>
/// <param name="fields">All else that they read beside the kind and the figures.</param>
/// <param name="figures">How many of <see cref="Figures"/> they read.</param>
internal sealed class LogSums(FieldPart cashDate, bool byInstitution, IReadOnlyList<ReadField> fields, int figures)
{
    /// <summary>What can be summed; points, which are decimals with four digits that count, are the last.</summary>
    internal static readonly IReadOnlyList<string> Figures =
        ["Amount", "Count", "MedicalCost", "InScopeCost", "OutOfScopeCost", "SelfPaid", "ExamCost", "Points"];

    // The columns before the fields: kind, cash date and institution.
    private const int FieldsFrom = 3;

    private const int SumsAhead = 1_000;

    private static readonly string[] _single =
    [
        .. EventTypes.All.Where(type => type.Type.GetProperties()
            .Any(property => property.PropertyType.IsAssignableTo(typeof(FundEvent)))).Select(type => type.Name),
    ];

    /// <summary>The sums of what was recorded from one position to another, but some, in no order, each with its last position.</summary>
    internal async IAsyncEnumerable<(FundEvent Sum, long Last)> Of(NpgsqlDataSource database, PoolCode pool, long from, long to, long[] apart,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sums = Channel.CreateBounded<(FundEvent, long)>(SumsAhead);
        var reading = ReadHalves();
        try
        {
            await foreach (var sum in sums.Reader.ReadAllAsync(cancellationToken)) yield return sum;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        // Two connections share the work. PostgreSQL's own workers would not: it takes sums over parts of a document to be
        // as many as the events, and then sorts all of them on disk.
        async Task ReadHalves()
        {
            var middle = from + ((to - from) / 2);
            try
            {
                await Task.WhenAll(Half(from, middle), Half(middle + 1, to));
                sums.Writer.Complete();
            }
            catch (Exception problem)
            {
                // Thrown where the sums are read.
                sums.Writer.Complete(problem);
            }
        }

        async Task Half(long first, long last)
        {
            await foreach (var sum in OfSpan(database, pool, first, last, apart, stop.Token))
                await sums.Writer.WriteAsync(sum, stop.Token);
        }
    }

    private async IAsyncEnumerable<(FundEvent Sum, long Last)> OfSpan(NpgsqlDataSource database, PoolCode pool, long from, long to, long[] apart,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // Only what sums a whole log needs more memory than other statements.
                new("set local work_mem = '128MB'"),
                new("set local enable_sort = off"),
                Command(Summed(), pool, from, to, apart),
                Command("""
                    select type, data::text, seq_id from ledger.mt_events
                    where tenant_id = $1 and seq_id between $2 and $3 and seq_id <> all($5) and type = any($4)
                    """, pool, from, to, apart),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        // What sums differ in mostly is day and institution: the rest of an event is read once for all of them.
        var kinds = new Dictionary<string, FundEvent>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken)) yield return (Sum(reader, kinds), reader.GetInt64(LastColumn));
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return (EventJson.Read(EventTypes.Find(reader.GetString(0))!, reader.GetString(1)), reader.GetInt64(2));
    }

    private static NpgsqlBatchCommand Command(string sql, PoolCode pool, long from, long to, long[] apart) => new(sql)
    {
        Parameters =
        {
            new() { Value = pool.Text }, new() { Value = from }, new() { Value = to }, new() { Value = _single },
            new() { Value = apart },
        },
    };

    private string Summed()
    {
        var keys = fields.Select((field, index) => $"({field.Sql})::text as k{index}")
            .Prepend(byInstitution ? "data ->> 'Institution' as institution" : "null::text as institution")
            .Prepend($"{new ReadField("CashDate", cashDate).Sql} as day").Prepend("type");
        var sums = Figures.Take(figures).Select((figure, index) => index == Figures.Count - 1
            ? $"sum(round((data ->> '{figure}')::numeric, 4))::text as s{index}"
            : $"sum((data ->> '{figure}')::bigint)::bigint as s{index}");
        return $"""
            select {string.Join(", ", keys.Concat(sums))}, max(seq_id) from ledger.mt_events
            where tenant_id = $1 and seq_id between $2 and $3 and seq_id <> all($5) and type <> all($4)
            group by {string.Join(", ", fields.Select((_, index) => $"k{index}").Prepend("institution").Prepend("day").Prepend("type"))}
            """;
    }

    private int LastColumn => FieldsFrom + fields.Count + figures;

    private FundEvent Sum(NpgsqlDataReader row, Dictionary<string, FundEvent> kinds)
    {
        var key = Key(row);
        if (!kinds.TryGetValue(key, out var entry)) kinds[key] = entry = Template(row);
        return entry with
        {
            CashDate = CashDates.TryParse(row.GetString(1), out var day) ? day : entry.CashDate,
            Institution = Text(row, 2) is { } institution ? InstitutionCode.Of(institution) : null,
            Amount = Figure(row, 0) is { } amount ? new(amount) : Money.Zero,
            Count = Figure(row, 1),
            MedicalCost = Yuan(row, 2),
            InScopeCost = Yuan(row, 3),
            OutOfScopeCost = Yuan(row, 4),
            SelfPaid = Yuan(row, 5),
            ExamCost = Yuan(row, 6),
            Points = figures == Figures.Count ? Text(row, FieldsFrom + fields.Count + 7) : null,
        };
    }

    private string Key(NpgsqlDataReader row)
    {
        var key = new StringBuilder(row.GetString(0));
        for (var index = 0; index < fields.Count; index++)
        {
            if (Text(row, FieldsFrom + index) is { } value) key.Append('\n').Append(index).Append(value);
        }
        return key.ToString();
    }

    // An object of which nothing is there is not there itself.
    private FundEvent Template(NpgsqlDataReader row)
    {
        var present = fields.Select((field, index) => (Field: field, Value: Text(row, FieldsFrom + index)))
            .Where(one => one.Value is not null)
            .Select(one => (one.Field.Within, Json: $"\"{one.Field.Name}\":{one.Field.Json(one.Value!)}")).ToList();
        var all = present.Where(one => one.Within is null).Select(one => one.Json)
            .Concat(present.Where(one => one.Within is not null).GroupBy(one => one.Within!)
                .Select(within => $"\"{within.Key}\":{{{string.Join(',', within.Select(one => one.Json))}}}"))
            .Append($"\"Document\":\"sum\",\"CashDate\":\"{row.GetString(1)}\"");
        return EventJson.Read(EventTypes.Find(row.GetString(0))!, $"{{{string.Join(',', all)}}}");
    }

    private Money? Yuan(NpgsqlDataReader row, int figure) => Figure(row, figure) is { } fen ? new(fen) : null;

    private long? Figure(NpgsqlDataReader row, int figure) =>
        figure >= figures || row.IsDBNull(FieldsFrom + fields.Count + figure)
            ? null
            : row.GetInt64(FieldsFrom + fields.Count + figure);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
