using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Projections.Clearing;
using Ledger.Projections.Facts;
using Ledger.Projections.Following;
using Ledger.Projections.Institutions;
using Ledger.Projections.Periods;
using Ledger.Projections.People;
using Ledger.Projections.PoolBooks;
using Npgsql;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// All tables that follow from the log, and how they are made again from it. A database whose tables have another
/// shape than this program wants gets them anew, in one transaction, before anything is read or written.
/// </summary>
public static partial class ReadModels
{
    /// <summary>Raised when a fold gives other rows than before although its table is the same.</summary>
    private const int FoldVersion = 1;

    private const int EventsPerSave = 5_000;

    // Any fixed number that nothing else in the database uses; it keeps two processes from doing the same work.
    private const long LockKey = 0x4C65_6467_6573;

    // Followers begin anew with new tables.
    private static readonly HashSet<(long, string)> _nothingParked = [];

    private static readonly string[] _schemas =
    [
        BooksTable.Schema, Follower.Schema,
        FundTotals.FundTotals.Schema, FundHistory.FundHistory.Schema,
        InstitutionYears.Schema, BudgetBook.Schema, FundBudgets.Schema,
        BankDates.Schema, MonthBlocks.Schema,
        AccountBooks.Schema, PersonEntries.Schema, PersonBenefits.Schema,
        Levels.LevelTransferTable.Schema,
        PremiumCovers.PremiumCoverTable.Schema,
        FactCounts.Schema, ClearingBook.Schema, DepositBook.Schema,
        OutstandingDays.Schema, InstitutionMonths.Schema,
    ];

    /// <summary>The tables, by name.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        [.. _schemas.SelectMany(sql => TableName().Matches(sql)).Select(match => match.Groups[1].Value)];

    /// <summary>Those of them that have figures: the others say how far the followers are.</summary>
    public static IReadOnlyList<string> FigureTables { get; } =
        [.. Tables.Except(Follower.StateTables, StringComparer.Ordinal)];

    private static string Fingerprint { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{FoldVersion}\n{string.Join('\n', _schemas)}")));

    /// <summary>What is written with the events; the books and the history of funds apart.</summary>
    internal static IReadOnlyList<IReadModel> Create(Journal journal) =>
    [
        new FundTotals.FundTotals(journal),
        new BudgetBook(), new FundBudgets(),
        new BankDates(), new MonthBlocks(),
        new Levels.LevelTransferTable(),
        new PremiumCovers.PremiumCoverTable(),
        new FactCounts(), new ClearingBook(), new DepositBook(),
    ];

    /// <summary>Makes the tables again from the log when they are not of the shape that this program wants.</summary>
    /// <param name="database">The owner's connections.</param>
    /// <param name="store">The log.</param>
    /// <param name="journal">The posting rules.</param>
    /// <param name="cancellationToken">Ends the work; nothing has then changed.</param>
    /// <returns>Whether they were made again.</returns>
    public static async Task<bool> Refresh(NpgsqlDataSource database, EventStore.EventStore store, Journal journal,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await IsCurrent(connection, cancellationToken)) return false;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Execute(connection, $"select pg_advisory_xact_lock({LockKey})", cancellationToken);
        if (await IsCurrent(connection, cancellationToken)) return false;
        var pools = await LockPools(connection, cancellationToken);
        await Execute(connection, await DropSql(connection, cancellationToken) + string.Concat(_schemas), cancellationToken);
        foreach (var pool in pools)
            await Replay(connection, store, journal, pool, long.MaxValue, 0, _nothingParked, cancellationToken);
        await using var note = new NpgsqlCommand("update ledger.read_model_shape set fingerprint = $1, tables = $2", connection)
        {
            Parameters = { new() { Value = Fingerprint }, new() { Value = Tables.ToArray() } },
        };
        await note.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<bool> IsCurrent(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select fingerprint from ledger.read_model_shape", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))! == Fingerprint;
    }

    // Held to the end: an event that came in between would be in no table.
    private static async Task<List<PoolCode>> LockPools(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pool from ledger.pool_head order by pool for update", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pools = new List<PoolCode>();
        while (await reader.ReadAsync(cancellationToken)) pools.Add(PoolCode.Of(reader.GetString(0)));
        return pools;
    }

    private static async Task<string> DropSql(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select tables from ledger.read_model_shape", connection);
        var tables = (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
        return string.Concat(tables.Select(table => $"drop table if exists ledger.{table};\n"));
    }

    /// <summary>Makes the rows of a pool that has none, in the caller's transaction.</summary>
    /// <param name="connection">It holds the pool.</param>
    /// <param name="store">The log.</param>
    /// <param name="journal">The posting rules.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="to">The last position for what is written with the events.</param>
    /// <param name="followTo">The last position for what follows the log.</param>
    /// <param name="parked">Events that a model which follows does not have yet, and is not given here either.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal static async Task Replay(NpgsqlConnection connection, EventStore.EventStore store, Journal journal,
        PoolCode pool, long to, long followTo, IReadOnlySet<(long Position, string Model)> parked,
        CancellationToken cancellationToken)
    {
        var books = new Books();
        var figures = new KeptFigures(journal, (from, to, cancel) => store.Read(pool, from, to, cancel));
        var batch = new List<(FundEvent Entry, long Position)>(EventsPerSave);
        await foreach (var recorded in store.Read(pool, 1, to, cancellationToken))
        {
            batch.Add(((FundEvent)recorded.Body, recorded.Position));
            if (batch.Count == EventsPerSave) await Save();
        }
        await Save();

        async Task Save()
        {
            await BooksTable.Load(connection, pool, [.. batch.Select(one => one.Entry)], books, cancellationToken);
            foreach (var (entry, position) in batch)
            {
                books.Apply(entry, position);
                figures.Fold(entry, position);
            }
            var writes = new Writes();
            BooksTable.Save(writes, pool, books);
            books.Clear();
            var filled = figures.Save(writes, pool);
            foreach (var (name, _, create) in FollowedModel.All)
            {
                var model = create();
                foreach (var (entry, position) in batch.TakeWhile(one => one.Position <= followTo))
                {
                    if (!parked.Contains((position, name))) model.Fold(entry, position);
                }
                model.Save(writes, pool);
            }
            await writes.Run(connection, cancellationToken);
            if (filled is not null) await figures.Complete(filled, connection, pool, cancellationToken);
            batch.Clear();
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(@"create table ledger\.(\w+)")]
    private static partial Regex TableName();
}
