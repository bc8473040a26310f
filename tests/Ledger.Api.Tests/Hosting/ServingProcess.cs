using System.Diagnostics;
using Ledger.Testing;

namespace Ledger.Api.Tests.Hosting;

/// <summary><c>./ledger serve</c> as a process of its own, over the database of a test; killed at the end.</summary>
internal sealed class ServingProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServingProcess(Process process, Uri address)
    {
        _process = process;
        Client = new() { BaseAddress = address };
    }

    public int Id => _process.Id;

    public HttpClient Client { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<ServingProcess> Start(PostgresFixture postgres, Dictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(ProcessRun.Program, ["serve", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LEDGER_DB"] = postgres.ConnectionString;
        foreach (var (name, value) in settings ?? []) start.Environment[name] = value;
        var process = ProcessRun.Start(start);
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        // "listening on http://127.0.0.1:40123, loopback only; Ctrl-C ends it"
        if (line?.Split(' ', ',') is [_, _, var address, ..]) return new(process, new(address));
        throw new InvalidOperationException($"it does not serve: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task End()
    {
        await Signal("TERM");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
    }

    /// <summary>The next line that it writes on standard error.</summary>
    public async Task<string> NextError() =>
        await _process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("it has ended");

    /// <summary>Sends a signal, such as KILL, STOP or CONT.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
        if (name == "KILL") await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
