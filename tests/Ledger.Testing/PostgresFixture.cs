using System.Security.Cryptography;
using Ledger.Api;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.EventStore.Schema;
using Npgsql;
using Xunit;

namespace Ledger.Testing;

/// <summary>
/// An empty database of its own on the embedded server, dropped at the end. The server is that of
/// <c>LEDGER_HOME</c>, or of a stable folder for temporary files, so that it need not start for each run in
/// an editor.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const int NameLength = 12;

    private NpgsqlDataSource? _dataSource;
    private string? _server;
    private string? _unavailable;

    public string DatabaseName { get; } =
        "test_" + RandomNumberGenerator.GetHexString(NameLength, lowercase: true);

    /// <summary>Of a superuser, for this fixture's database.</summary>
    public string ConnectionString => DataSource.ConnectionString;

    /// <summary>The same in the role that the program works in.</summary>
    public string ApplicationConnectionString => ApplicationRole.In(ConnectionString);

    public NpgsqlDataSource DataSource =>
        _dataSource ?? throw Requirement.Unmet(_unavailable ?? "not initialised");

    public async ValueTask InitializeAsync()
    {
        try
        {
            _server = (await DatabaseServer.ConnectEmbedded(Home(), CancellationToken.None)).ConnectionString;
            await Administer($"create database {DatabaseName}");
            // As the program does: with what it prepares and how it plans.
            _dataSource = LedgerContext.DataSource(new NpgsqlConnectionStringBuilder(_server)
            {
                Database = DatabaseName,
                IncludeErrorDetail = true,
            }.ConnectionString);
        }
        catch (UserError error)
        {
            _unavailable = error.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_dataSource is null) return;
        await _dataSource.DisposeAsync();
        await Administer($"drop database {DatabaseName} with (force)");
    }

    private static LedgerHome Home() =>
        Environment.GetEnvironmentVariable(LedgerHome.Variable) is { Length: > 0 }
            ? LedgerHome.FromEnvironment()
            : new LedgerHome(Path.Combine(Path.GetTempPath(), $"ledger-tests-{Environment.UserName}"));

    private async Task Administer(string statement)
    {
        // Not pooled: a connection that stays open would count against the server's other users.
        var settings = new NpgsqlConnectionStringBuilder(_server) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
