using Ledger.Api.Database;
using Npgsql;

namespace Ledger.Api.Benchmarks;

/// <summary>A database for one run of the benchmarks, on the server that the ledger uses, and a folder for files.</summary>
public sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private BenchDatabase(string server, string name, string connectionString, LedgerContext ledger, string folder)
    {
        Owner = LedgerContext.DataSource(connectionString);
        _server = server;
        _name = name;
        ConnectionString = connectionString;
        Ledger = ledger;
        Folder = folder;
    }

    public string ConnectionString { get; }

    public LedgerContext Ledger { get; }

    /// <summary>For what the ledger itself may not: tables to compare with, and their upkeep.</summary>
    public NpgsqlDataSource Owner { get; }

    public string Folder { get; }

    public static async Task<BenchDatabase> Create(CancellationToken cancellationToken)
    {
        var endpoint = await DatabaseServer.Connect(cancellationToken);
        var name = $"ledger_bench_{Environment.ProcessId}";
        await OnServer(endpoint.ConnectionString, $"create database {name}", cancellationToken);
        var connectionString = new NpgsqlConnectionStringBuilder(endpoint.ConnectionString) { Database = name }.ConnectionString;
        var ledger = await LedgerContext.Open(endpoint with { ConnectionString = connectionString, Application = null }, cancellationToken);
        return new(endpoint.ConnectionString, name, connectionString, ledger,
            Directory.CreateTempSubdirectory("ledger-bench-").FullName);
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Owner.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        await OnServer(_server, $"drop database {_name} with (force)", CancellationToken.None);
    }

    private static async Task OnServer(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
