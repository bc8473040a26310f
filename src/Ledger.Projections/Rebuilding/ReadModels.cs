using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.EventStore;
using Ledger.EventStore.Schema;
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

    // Any fixed number that nothing else in the database uses; it keeps two processes from doing the same work.
    private const long LockKey = 0x4C65_6467_6573;

    // Followers begin anew with new tables.
    private static readonly HashSet<(long, string)> _nothingParked = [];

    private static readonly string[] _followingSchemas =
    [
        InstitutionYears.Schema, PersonEntries.Schema, PersonBenefits.Schema, OutstandingDays.Schema, InstitutionMonths.Schema,
        InstitutionHistory.Schema,
    ];

    private static readonly string[] _schemas =
    [
        BooksTable.Schema, Follower.Schema,
        FundTotals.FundTotals.Schema, FundHistory.FundHistory.Schema,
        InstitutionYears.Schema, BudgetBook.Schema, FundBudgets.Schema,
        BankDates.Schema, MonthBlocks.Schema,
        AccountBooks.Schema, ApprovalBooks.Schema, PersonEntries.Schema, PersonBenefits.Schema,
        Levels.LevelTransferTable.Schema,
        PremiumCovers.PremiumCoverTable.Schema,
        FactCounts.Schema, ClearingBook.Schema, DepositBook.Schema,
        OutstandingDays.Schema, InstitutionMonths.Schema, InstitutionHistory.Schema,
        ModelCheck.Schema,
    ];

    /// <summary>The tables, by name.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        [.. _schemas.SelectMany(NamesIn)];

    /// <summary>Those of them that have figures: the others say how far the followers are, and what was checked.</summary>
    public static IReadOnlyList<string> FigureTables { get; } =
        [.. Tables.Except([.. Follower.StateTables, ModelCheck.Table], StringComparer.Ordinal)];

    /// <summary>Those of them that follow the log.</summary>
    internal static IReadOnlySet<string> FollowingTables { get; } = TablesOf(_followingSchemas);

    private static string GrantSql { get; } =
        $"grant select, insert, update, delete on {string.Join(", ", Tables.Select(table => $"ledger.{table}"))} to {ApplicationRole.Name};";

    private static string Fingerprint { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{FoldVersion}\n{string.Join('\n', _schemas)}")));

    /// <summary>What is written with the events; the books and the history of funds apart.</summary>
    internal static IReadOnlyList<IReadModel> Create(Journal journal) =>
        [new FundTotals.FundTotals(journal), .. CreateWithoutTotals()];

    /// <summary>The same without the totals of funds, which a replay makes with their history.</summary>
    internal static IReadOnlyList<IReadModel> CreateWithoutTotals() =>
    [
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
        await Execute(connection, await DropSql(connection, cancellationToken) + string.Concat(_schemas) + GrantSql, cancellationToken);
        foreach (var (pool, position) in pools)
        {
            var replay = new PoolReplay(new(connection, ReplayTables.Live), store, journal, pool);
            await replay.To(position, followed: 0, _nothingParked, cancellationToken);
        }
        await using var note = new NpgsqlCommand("update ledger.read_model_shape set fingerprint = $1, tables = $2", connection)
        {
            Parameters = { new() { Value = Fingerprint }, new() { Value = Tables.ToArray() } },
        };
        await note.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Whether the tables are of the shape that this program wants.</summary>
    public static async Task<bool> IsCurrent(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select fingerprint from ledger.read_model_shape", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))! == Fingerprint;
    }

    // Held to the end: an event that came in between would be in no table.
    private static async Task<List<PoolHead>> LockPools(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select pool, position from ledger.pool_head order by pool for update", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pools = new List<PoolHead>();
        while (await reader.ReadAsync(cancellationToken)) pools.Add(new(PoolCode.Of(reader.GetString(0)), reader.GetInt64(1)));
        return pools;
    }

    private static async Task<string> DropSql(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select tables from ledger.read_model_shape", connection);
        var tables = (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
        return string.Concat(tables.Select(table => $"drop table if exists ledger.{table};\n"));
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The tables of some schemas.</summary>
    internal static HashSet<string> TablesOf(params string[] schemas) => schemas.SelectMany(NamesIn).ToHashSet();

    private static IEnumerable<string> NamesIn(string schema) =>
        TableName().Matches(schema).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"create table ledger\.(\w+)")]
    private static partial Regex TableName();
}
