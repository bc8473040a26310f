using Ledger.Domain;
using Ledger.Domain.Approvals;
using Ledger.Domain.Deciding;
using Ledger.EventStore;
using NodaTime;
using Npgsql;

namespace Ledger.Projections.PoolBooks;

/// <summary>
/// Requests for approval and how far they are. A request is booked under the documents that it holds, too, so that a
/// batch finds it with the reads that it makes anyway; only where it finds one does it ask here.
/// </summary>
public static class ApprovalBooks
{
    /// <summary>Its table.</summary>
    internal const string Schema = """
        create table ledger.approval_book (
            pool       varchar not null,
            request    varchar not null,
            position   bigint not null,
            asked_by   varchar not null,
            due        date not null,
            state      varchar not null,
            steps      varchar[] not null,
            decided_by varchar[] not null,
            decided_at bigint[] not null,
            primary key (pool, request)
        );
        create index approval_book_listed on ledger.approval_book (pool, state, position);
        """;

    private const string Columns = "request, position, asked_by, due, state, steps, decided_by, decided_at";

    internal static BatchedRead? Read(PoolCode pool, Books books)
    {
        if (books.Requests.Count == 0) return null;
        return new(new($"select {Columns} from ledger.approval_book where pool = $1 and request = any($2)")
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = books.Requests.Select(request => request.Document.Text).ToArray() },
            },
        }, row => books.LoadApproval(BookOf(row)));
    }

    internal static NpgsqlBatchCommand Update(PoolCode pool, ApprovalBook request) =>
        new("""
            insert into ledger.approval_book
                (pool, request, position, asked_by, due, state, steps, decided_by, decided_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (pool, request) do update set state = excluded.state, decided_by = excluded.decided_by,
                decided_at = excluded.decided_at
            """)
        {
            Parameters =
            {
                new() { Value = pool.Text },
                new() { Value = request.Request.Text },
                new() { Value = request.Position },
                new() { Value = request.By },
                new() { Value = request.Due.ToSql() },
                new() { Value = ApprovalBook.NameOf(request.State) },
                new() { Value = request.Steps.ToArray() },
                new() { Value = request.Decided.Select(step => step.By).ToArray() },
                new() { Value = request.Decided.Select(step => step.Position).ToArray() },
            },
        };

    /// <summary>The requests of a pool, the newest first.</summary>
    /// <param name="database">Where they are.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="before">Only those recorded before this position.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<ApprovalBook>> List(NpgsqlDataSource database, PoolCode pool, ApprovalFilter filter,
        long before, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from unnest($3) as wanted (one)
            cross join lateral (
                select * from ledger.approval_book
                where pool = $1 and state = wanted.one and position < $2 and ($4::varchar is null or asked_by = $4)
                    and ($5::varchar is null or (asked_by <> $5 and not $5 = any(decided_by)))
                order by position desc limit $6) as found
            order by position desc limit $6
            """);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            new() { Value = pool.Text }, new() { Value = before },
            new() { Value = filter.States.Select(ApprovalBook.NameOf).ToArray() },
            new() { Value = (object?)filter.AskedBy ?? DBNull.Value }, new() { Value = (object?)filter.WaitsFor ?? DBNull.Value },
            new() { Value = most },
        ]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var requests = new List<ApprovalBook>();
        while (await row.ReadAsync(cancellationToken)) requests.Add(BookOf(row));
        return requests;
    }

    /// <summary>A request by its number; null where there is none.</summary>
    public static async Task<ApprovalBook?> Find(
        NpgsqlDataSource database, PoolCode pool, DocumentId request, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from ledger.approval_book where pool = $1 and request = $2");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = pool.Text }, new() { Value = request.Text }]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? BookOf(row) : null;
    }

    /// <summary>The requests of all pools that can no longer be decided on a day and have not expired yet.</summary>
    public static async Task<IReadOnlyList<(PoolCode Pool, DocumentId Request)>> Overdue(
        NpgsqlDataSource database, LocalDate day, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select pool, request from ledger.approval_book where state = $1 and due < $2 order by pool, position");
        command.Parameters.AddRange((NpgsqlParameter[])
            [new() { Value = ApprovalBook.NameOf(ApprovalState.Pending) }, new() { Value = day.ToSql() }]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var overdue = new List<(PoolCode, DocumentId)>();
        while (await row.ReadAsync(cancellationToken)) overdue.Add((PoolCode.Of(row.GetString(0)), DocumentId.Of(row.GetString(1))));
        return overdue;
    }

    // All steps but the last of a rejected request were approved.
    private static ApprovalBook BookOf(NpgsqlDataReader row)
    {
        var state = Enum.Parse<ApprovalState>(row.GetString(4), ignoreCase: true);
        var (by, at) = (row.GetFieldValue<string[]>(6), row.GetFieldValue<long[]>(7));
        return new(DocumentId.Of(row.GetString(0)), row.GetInt64(1), row.GetString(2),
            row.GetFieldValue<DateOnly>(3).ToLocalDate(), state, row.GetFieldValue<string[]>(5),
            [.. by.Select((name, index) => new DecidedStep(name, state != ApprovalState.Rejected || index < by.Length - 1, at[index]))]);
    }
}
