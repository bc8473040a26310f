using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>Links and buttons that lead to another page.</summary>
internal static class Links
{
    /// <summary>Clicks, and waits until the page that it leads to is there whole: a click alone waits for its beginning.</summary>
    internal static async Task Follow(this ILocator link)
    {
        var page = link.Page;
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.DOMContentLoaded += Arrived;
        try
        {
            await link.ClickAsync();
            // A page may be there between the look at its state and the beginning of the wait for it, which then goes on for ever.
            await await Task.WhenAny(arrived.Task, page.WaitForLoadStateAsync(LoadState.DOMContentLoaded));
        }
        finally
        {
            page.DOMContentLoaded -= Arrived;
        }

        void Arrived(object? sender, IPage there) => arrived.TrySetResult();
    }
}
