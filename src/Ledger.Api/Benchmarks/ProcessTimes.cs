using System.Globalization;

namespace Ledger.Api.Benchmarks;

/// <summary>What the system says of a process' use of the processor.</summary>
/// <param name="Parent">The process that began it.</param>
/// <param name="Own">Its own, in its own code and the system's.</param>
/// <param name="Ended">That of the processes that it began and that have ended.</param>
internal readonly record struct ProcessTimes(int Parent, TimeSpan Own, TimeSpan Ended)
{
    // What Linux counts in, on every machine that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Null where there is no such process any more.</summary>
    internal static ProcessTimes? Read(int process)
    {
        try
        {
            // The name of the program stands in parentheses and may have spaces; the fields after it are numbers.
            var line = File.ReadAllText($"/proc/{process}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return new((int)Number(fields, 1), Seconds(fields, 11), Seconds(fields, 13));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static TimeSpan Seconds(string[] fields, int first) =>
        TimeSpan.FromSeconds((Number(fields, first) + Number(fields, first + 1)) / TicksPerSecond);

    private static long Number(string[] fields, int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
}
