using System.Collections.Concurrent;
using System.Diagnostics;
using Ledger.Testing;

namespace Ledger.EventStore.Tests;

/// <summary>A process that appends with pauses (Ledger.Appender), and what it said of each document.</summary>
internal sealed class AppenderProcess : IAsyncDisposable
{
    private static readonly string _program = Path.Combine(AppContext.BaseDirectory, "Ledger.Appender");

    private readonly Process _process;
    private readonly Action<string> _said;
    private readonly Task<string> _errors;
    private readonly Task _reading;

    private AppenderProcess(Process process, Action<string> said)
    {
        _process = process;
        _said = said;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = Task.Run(Read);
    }

    /// <summary>What it said last of each document: its word, the pool and the position.</summary>
    public ConcurrentDictionary<string, (string Word, string Pool, long Position)> Documents { get; } = new();

    /// <summary>Whether it has taken positions that it neither kept nor left yet.</summary>
    public bool IsHolding => Documents.Values.Any(row => row.Word == "took");

    public bool HasEnded => _process.HasExited;

    /// <param name="postgres">The database.</param>
    /// <param name="name">Begins the numbers of its documents.</param>
    /// <param name="seed">Of its pauses and choices.</param>
    /// <param name="appends">Of each of its two connections; 0 for one append that is held.</param>
    /// <param name="said">Told each line.</param>
    /// <param name="pools">To which it appends.</param>
    public static AppenderProcess Start(PostgresFixture postgres, string name, int seed, int appends, Action<string> said,
        params string[] pools)
    {
        var start = new ProcessStartInfo(_program,
            [postgres.ApplicationConnectionString, name, $"{seed}", appends == 0 ? "1" : "2", $"{appends}", .. pools])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(ProcessRun.Start(start), said);
    }

    /// <summary>SIGKILL; what it said until then is in <see cref="Documents"/>.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Waits until it has done all its appends.</summary>
    public async Task Finish(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        _process.ExitCode.ShouldBe(0, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    private async Task Read()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line of one that was killed may be cut off.
            if (line.Split(' ') is not [var word, { Length: 6 } pool, var position, .. var documents]) continue;
            var first = long.Parse(position, null);
            for (var row = 0; row < documents.Length; row++) Documents[documents[row]] = (word, pool, first + row);
            _said(line);
        }
    }
}
