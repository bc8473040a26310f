using Ledger.Api.Identity;
using Ledger.Api.Proofs;

namespace Ledger.Browser.Tests;

/// <summary>Issues a statement as an officer does: by the form of the page.</summary>
internal static class Issuing
{
    private const string Key = "ledger.test";

    private static readonly Lock _making = new();

    /// <summary>What its reader checks it with.</summary>
    internal static string PublicKey(ServedPages served)
    {
        var keys = new KeyFolder(served.Kept("keys"));
        lock (_making) return keys.Public() is [var known] ? known : keys.Make(Key);
    }

    /// <returns>The document that the log has it under, and the bytes that the page gave.</returns>
    internal static async Task<(string Document, byte[] Bundle)> Issue(ServedPages served)
    {
        PublicKey(served);
        await using var officer = await served.As(Role.Officer, ServedPages.Longyou);
        await officer.Go($"/pools/{ServedPages.Longyou}/statements");
        await officer.Page.Locator("#issue-from").FillAsync("2025-01");
        await officer.Page.Locator("#issue-to").FillAsync("2025-03");
        await officer.Page.Locator("form[action$='/issue'] button").Follow();
        var done = officer.Page.Locator("#issued .notice");
        await done.WaitForAsync();
        var file = await officer.Page.RunAndWaitForDownloadAsync(() => done.Locator("a").ClickAsync());
        return (await done.Locator("[translate=no]").InnerTextAsync(),
            await File.ReadAllBytesAsync(await file.PathAsync(), TestContext.Current.CancellationToken));
    }
}
