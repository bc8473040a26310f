using System.Diagnostics;

namespace Ledger.Testing;

/// <summary>Waits for what another process does, for a limited time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public static async Task True(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed > Limit)
                throw new TimeoutException($"Not within {Limit.TotalSeconds} s: {what}");
            await Task.Delay(Poll);
        }
    }
}
