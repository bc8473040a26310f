using System.Diagnostics;
using System.Globalization;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Benchmarks;

/// <summary>A verb that another process ran, as a user would: start, compilation and all.</summary>
/// <param name="Time">From its start to its end.</param>
/// <param name="PeakMegabytes">The most memory that it held.</param>
/// <param name="Processor">What it and the database server took of the processor.</param>
internal sealed record OtherProcess(TimeSpan Time, double PeakMegabytes, TimeSpan Processor)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    internal static async Task<OtherProcess> Run(
        BenchDatabase database, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Ledger.Api"), arguments)
        {
            Environment = { ["LEDGER_DB"] = database.ConnectionString, ["LEDGER_DB_APP"] = null },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = await ServerProcessor.Taken(database.Owner, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new UserError("the program cannot be started a second time");
        var (output, errors) =
            (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        var (peak, taken) = (0L, TimeSpan.Zero);
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakKilobytes(process.Id));
            if (ProcessTimes.Read(process.Id) is { } times) taken = times.Own;
            await Task.WhenAny(process.WaitForExitAsync(cancellationToken), Task.Delay(_look, cancellationToken));
        }
        var time = Stopwatch.GetElapsedTime(started);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{arguments[0]} failed: {await errors}{await output}");
        return new(time, peak / 1024.0, taken + await ServerProcessor.Taken(database.Owner, cancellationToken) - server);
    }

    private static long PeakKilobytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(
                line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended in between.
            return 0;
        }
    }
}
