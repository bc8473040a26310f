using Ledger.Api.Database;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>A database for one run of the benchmarks, on the server that the ledger uses, and a folder for files.</summary>
public sealed class BenchDatabase : IAsyncDisposable
{
    private readonly TemporaryDatabase _database;

    private BenchDatabase(TemporaryDatabase database, string folder) => (_database, Folder) = (database, folder);

    public string ConnectionString => _database.ConnectionString;

    public LedgerContext Ledger => _database.Ledger;

    /// <summary>For what the ledger itself may not: tables to compare with, and their upkeep.</summary>
    public NpgsqlDataSource Owner => _database.Owner;

    public string Folder { get; }

    public static async Task<BenchDatabase> Create(CancellationToken cancellationToken) =>
        new(await TemporaryDatabase.Create("bench", cancellationToken), Directory.CreateTempSubdirectory("ledger-bench-").FullName);

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        await _database.DisposeAsync();
    }
}
