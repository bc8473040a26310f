using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>
/// A browser window. At its end it is held to what holds for every page: nothing was asked of another host, and the
/// console has no error.
/// </summary>
public sealed partial class Reader : IAsyncDisposable
{
    private const int Height = 900;
    private const string SessionCookie = "ledger-session";

    private readonly IBrowserContext _context;
    private readonly string _address;
    private readonly bool _scripts;
    private readonly List<string> _wrong = [];

    private Reader(IBrowserContext context, IPage page, string address, bool scripts)
    {
        (_context, Page, _address, _scripts) = (context, page, address, scripts);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _wrong.Add($"{page.Url}: console: {message.Text}");
        };
        page.PageError += (_, error) => _wrong.Add($"{page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
                // A file that a test opens by itself; no page of a server reaches one.
                && !request.Url.StartsWith("file:", StringComparison.Ordinal)) _wrong.Add($"{page.Url}: asks {request.Url}");
        };
    }

    public IPage Page { get; }

    internal static async Task<Reader> Open(IBrowser browser, string address, int width, bool scripts)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = Height }, JavaScriptEnabled = scripts, Locale = "zh-CN",
            AcceptDownloads = true,
        });
        return new(context, await context.NewPageAsync(), address, scripts);
    }

    /// <summary>Goes to a page of this server.</summary>
    /// <returns>The status that it was answered with.</returns>
    public async Task<int> Go(string path) => (await Page.GotoAsync(_address + path))!.Status;

    public async Task SignIn(string key)
    {
        await Go("/sign-in");
        await Page.Locator("#key").FillAsync(key);
        await Page.Locator("main button.primary").Follow();
        Page.Url.ShouldNotContain("/sign-in");
    }

    /// <summary>What the browser has of who has signed in.</summary>
    internal async Task<string> Session() => (await _context.CookiesAsync()).Single(cookie => cookie.Name == SessionCookie).Value;

    /// <summary>Goes on with what another window of the same person has.</summary>
    internal Task Resume(string session) => _context.AddCookiesAsync([new() { Name = SessionCookie, Value = session, Url = _address }]);

    /// <summary>English instead of Chinese, from here on.</summary>
    public Task SpeakEnglish() => Prefer("en", "/");

    /// <summary>Sets a preference and goes to a page.</summary>
    /// <returns>The status that the page was answered with.</returns>
    public Task<int> Prefer(string word, string path) => Go($"/preferences?set={word}&back={Uri.EscapeDataString(path)}");

    /// <summary>Writes what the window shows to a file, no more of the page than a height.</summary>
    internal async Task Picture(string path, int width, int height)
    {
        var all = await Page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await Page.ScreenshotAsync(new() { Path = path, FullPage = true, Clip = new() { Width = width, Height = Math.Min(all, height) } });
    }

    /// <summary>What the page's main part says.</summary>
    public Task<string> Text() => Page.Locator("main").InnerTextAsync();

    /// <summary>Axe finds no serious issue of WCAG 2.1 A and AA, and the page is not wider than the window.</summary>
    public Task ShouldBeAccessible() =>
        ShouldBeAccessible(new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });

    /// <summary>The same of colours alone: all that another theme changes.</summary>
    public Task ShouldBeReadable() => ShouldBeAccessible(new() { RunOnly = new() { Type = "rule", Values = ["color-contrast"] } });

    private async Task ShouldBeAccessible(AxeRunOptions options)
    {
        if (!_scripts) throw new InvalidOperationException("axe is a script: it would wait for ever in a window without scripts");
        var found = await Page.RunAxe(options);
        found.Violations.Where(one => one.Impact is "serious" or "critical")
            .Select(one => $"{one.Id}: {one.Help} {string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))}").ShouldBeEmpty(Page.Url);
        (await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
            .ShouldBeTrue($"{Page.Url} is wider than its window");
    }

    /// <summary>No word of the page is of another language.</summary>
    public async Task ShouldSpeakChinese() => (await Words()).Where(text => Latin().IsMatch(text)).ShouldBeEmpty(Page.Url);

    /// <summary>No word of the page is of another language.</summary>
    public async Task ShouldSpeakEnglish() => (await Words()).Where(text => Han().IsMatch(text)).ShouldBeEmpty(Page.Url);

    /// <summary>What went wrong and was meant to: the test has looked at it.</summary>
    public void Forgive() => _wrong.Clear();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _wrong.ShouldBeEmpty();
    }

    // All that is written on the page but names, codes and figures, which are the same in every language.
    private Task<string[]> Words() => Page.EvaluateAsync<string[]>("""
        () => {
            const words = [];
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const parent = walk.currentNode.parentElement;
                if (parent.closest("[translate=no], code, data, time, script, .switch, .canvas")) continue;
                words.push(walk.currentNode.textContent.trim());
            }
            for (const element of document.querySelectorAll("[title], [aria-label], [placeholder], input[type=submit]"))
                if (!element.closest("[translate=no]"))
                    words.push(element.title, element.getAttribute("aria-label") ?? "", element.placeholder ?? "");
            return words.filter(word => word);
        }
        """);

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();

    [GeneratedRegex("\\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
