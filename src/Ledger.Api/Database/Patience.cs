using System.Diagnostics;

namespace Ledger.Api.Database;

/// <summary>
/// Waits for something that takes its time and says so, on standard error, once it is felt.
/// </summary>
internal static class Patience
{
    private const int PollMilliseconds = 50;

    /// <summary>How long a person waits without wondering.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    public static async Task<T> Awaiting<T>(Task<T> task, string what, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(task, Task.Delay(Short, cancellationToken)) != task)
            await Console.Error.WriteLineAsync($"ledger: {what}");
        return await task;
    }

    /// <returns>False when the limit was reached first.</returns>
    public static async Task<bool> Until(Func<Task<bool>> condition, TimeSpan limit, string what,
        CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var told = false;
        while (waited.Elapsed < limit)
        {
            if (await condition()) return true;
            if (!told && waited.Elapsed > Short)
            {
                await Console.Error.WriteLineAsync($"ledger: {what}");
                told = true;
            }
            await Task.Delay(PollMilliseconds, cancellationToken);
        }
        return false;
    }
}
