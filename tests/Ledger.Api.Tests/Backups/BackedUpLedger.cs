using System.Globalization;
using System.Text.Json;
using Ledger.Api.Database;
using Ledger.Testing;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Ledger.Api.Tests.Backups;

/// <summary>
/// A ledger with two entries that was backed up, then a third and, after an instant that is known, a fourth, each in a file
/// of the write-ahead log of its own that is archived.
/// </summary>
public sealed class BackedUpLedger : IAsyncLifetime
{
    public const string Pool = "330825";

    private const string Header = "kind,document,fund,amount,date";

    private readonly TemporaryHome _temporary = new();

    public LedgerHome Home => _temporary.Home;

    public string Backups => Path.Combine(_temporary.Folder, "of the ledger's");

    /// <summary>When the backup had ended, as it said itself.</summary>
    public string Ended { get; private set; } = "";

    /// <summary>Between the third entry and the fourth.</summary>
    public string Between { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Import(Home, "fund_opened,O-1,resident,,2027-01-01", "opening_balance_recorded,O-2,resident,1000.00,2027-01-01");
        var made = await ProcessRun.Ledger(Home, "backup", "--out", Backups, "--json");
        made.ExitCode.ShouldBe(0, made.Errors);
        var answer = JsonDocument.Parse(made.Output).RootElement;
        Ended = answer.GetProperty("ended").GetString()!;
        answer.GetProperty("pools")[0].GetProperty("position").GetInt64().ShouldBe(2);
        await Import(Home, "interest_credited,I-3,resident,30.00,2027-01-02");
        await Archive(Home);
        Between = InstantPattern.ExtendedIso.Format(Instant.FromDateTimeUtc((DateTime)(await Ask(Home, "select clock_timestamp()"))!));
        await Import(Home, "interest_credited,I-4,resident,4.00,2027-01-02");
        await Archive(Home);
    }

    /// <summary>A copy of the folder of backups, to be damaged.</summary>
    public async Task<string> Copy(TemporaryHome into)
    {
        var copy = Path.Combine(into.Folder, "copy");
        using var process = System.Diagnostics.Process.Start("cp", ["-a", Backups, copy]);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return copy;
    }

    /// <summary>Imports rows, and gives the position after them.</summary>
    public static async Task<long> Import(LedgerHome home, params string[] rows)
    {
        var file = Path.Combine(Path.GetDirectoryName(home.Path)!, "rows.csv");
        await File.WriteAllLinesAsync(file, [Header, .. rows]);
        var run = await ProcessRun.Ledger(home, "import", file, "--pool", Pool, "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        return JsonDocument.Parse(run.Output).RootElement.GetProperty("position").GetInt64();
    }

    /// <summary>The documents of the log by position, and the balance.</summary>
    public static async Task<(IReadOnlyList<string> Documents, string Balance)> Read(LedgerHome home)
    {
        var events = await ProcessRun.Ledger(home, "events", "--pool", Pool, "--json");
        var lines = events.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("position").GetInt64()).ShouldBe(Enumerable.Range(1, lines.Count).Select(n => (long)n));
        var balance = JsonDocument.Parse((await ProcessRun.Ledger(home, "balance", "--pool", Pool, "--json")).Output).RootElement;
        return ([.. lines.Select(line => line.GetProperty("data").GetProperty("Document").GetString()!)],
            balance.GetProperty("funds")[0].GetProperty("balance").GetString()!);
    }

    /// <summary>Ends the file of the write-ahead log, and waits until it is archived.</summary>
    public static async Task Archive(LedgerHome home)
    {
        var file = (string)(await Ask(home, "select pg_walfile_name(pg_current_wal_lsn())"))!;
        await Ask(home, "select pg_switch_wal()");
        await Eventually.True(async () => await Ask(home, "select last_archived_wal from pg_stat_archiver") is string last
            && string.CompareOrdinal(last, file) >= 0, "it is archived");
    }

    public static async Task<object?> Ask(LedgerHome home, string sql)
    {
        var endpoint = await DatabaseServer.ConnectEmbedded(home, CancellationToken.None);
        await using var connection = new NpgsqlConnection(endpoint.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The files of the archive, in order.</summary>
    public static IReadOnlyList<string> Archived(string backups) =>
        [.. Directory.EnumerateFiles(Path.Combine(backups, "wal"), "*.gz").Order(StringComparer.Ordinal)];

    /// <summary>Turns one byte of a file.</summary>
    public static void Damage(string file, long at)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = at;
        var was = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(was ^ 0xFF));
    }

    public ValueTask DisposeAsync() => _temporary.DisposeAsync();

    /// <summary>An instant as the options take it, some seconds later or earlier.</summary>
    public static string Shifted(string instant, int seconds) => InstantPattern.ExtendedIso.Format(
        InstantPattern.ExtendedIso.Parse(instant).Value + Duration.FromSeconds(seconds)).ToString(CultureInfo.InvariantCulture);
}
