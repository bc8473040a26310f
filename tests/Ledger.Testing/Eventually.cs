using System.Diagnostics;

namespace Ledger.Testing;

/// <summary>Waits for what another process does, for a limited time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var limit = within ?? Limit;
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > limit)
                throw new TimeoutException($"Not within {limit.TotalSeconds} s: {what}");
            await Task.Delay(Poll);
        }
    }
}
