using Ledger.Api.CommandLine;
using Npgsql;

namespace Ledger.Api.Database;

/// <summary>An empty ledger in a database of its own, on the server that the ledger uses; it is dropped in the end.</summary>
internal sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private TemporaryDatabase(string server, string name, string connectionString, LedgerContext ledger)
    {
        (_server, _name, ConnectionString, Ledger) = (server, name, connectionString, ledger);
        Owner = LedgerContext.DataSource(connectionString);
    }

    public string ConnectionString { get; }

    public LedgerContext Ledger { get; }

    /// <summary>For what the ledger itself may not: tables of the caller's own, and changes to what is recorded.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <param name="purpose">Stands in its name, such as <c>bench</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UserError">There is no server, or its login may not make databases.</exception>
    public static async Task<TemporaryDatabase> Create(string purpose, CancellationToken cancellationToken)
    {
        var endpoint = await DatabaseServer.Connect(cancellationToken);
        var name = $"ledger_{purpose}_{Environment.ProcessId}_{Environment.TickCount64}";
        try
        {
            await OnServer(endpoint.ConnectionString, $"create database {name}", cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new UserError("this makes a database of its own, which the login may not: name one in "
                + $"{ExternalDatabase.Variable} that has the right createdb");
        }
        var connectionString = new NpgsqlConnectionStringBuilder(endpoint.ConnectionString) { Database = name }.ConnectionString;
        try
        {
            var ledger = await LedgerContext.Open(endpoint with { ConnectionString = connectionString, Application = null }, cancellationToken);
            return new(endpoint.ConnectionString, name, connectionString, ledger);
        }
        catch
        {
            await Drop(endpoint.ConnectionString, name);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Owner.DisposeAsync();
        await Drop(_server, _name);
    }

    private static Task Drop(string server, string name) =>
        OnServer(server, $"drop database {name} with (force)", CancellationToken.None);

    private static async Task OnServer(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
