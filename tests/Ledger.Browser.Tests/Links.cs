using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>Links and buttons that lead to another page.</summary>
internal static class Links
{
    /// <summary>Clicks, and waits until the page that it leads to is there whole: a click alone waits for its beginning.</summary>
    internal static async Task Follow(this ILocator link)
    {
        var page = link.Page;
        await link.ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }
}
