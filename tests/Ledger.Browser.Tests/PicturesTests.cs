using Ledger.Api.Identity;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Browser.Tests;

/// <summary>
/// The pictures of docs/pages: each page at both widths and in both languages. They are taken anew when somebody asks for it
/// (<c>-explicit only</c>); that they are there, and say what they show, is tested always.
/// </summary>
public sealed class PicturesTests(ServedPages served)
{
    private const string Pool = $"/pools/{ServedPages.Year}";

    /// <summary>The pool of samples/reconciliation: a month with what the bank and two offices say of it.</summary>
    private const string March = "330998";

    private static readonly (int Width, int Height)[] _windows = [(1280, 1100), (390, 844)];
    private static readonly string[] _languages = ["zh", "en"];

    // By route: what the picture is called, and a path that shows what the page is for.
    private static readonly Dictionary<string, (string Name, string Path)> _ofPool = new(StringComparer.Ordinal)
    {
        ["GET /pools/{pool}/"] = ("overview", $"{Pool}?asOf=2025-12-31"),
        ["GET /pools/{pool}/funds"] = ("funds", $"{Pool}/funds?asOf=2025-12-31"),
        ["GET /pools/{pool}/funds/{fund}"] = ("fund", $"{Pool}/funds/resident?asOf=2025-12-31"),
        ["GET /pools/{pool}/institutions"] = ("institutions", $"{Pool}/institutions?year=2025"),
        ["GET /pools/{pool}/institutions/{code}"] = ("institution", $"{Pool}/institutions/H33099900003?year=2025"),
        ["GET /pools/{pool}/outstanding"] = ("outstanding", $"{Pool}/outstanding?asOf=2025-12-31"),
        ["GET /pools/{pool}/chains/{**id}"] = ("chain", $"{Pool}/chains/CB-2025-01"),
        ["GET /pools/{pool}/statements"] = ("statements", $"{Pool}/statements?from=2025-01&to=2025-12"),
        ["GET /pools/{pool}/reconciliations"] = ("reconciliations", $"/pools/{March}/reconciliations"),
        ["GET /pools/{pool}/reconciliations/{id}"] = ("reconciliation", $"/pools/{March}/reconciliations/{{march}}"),
        ["GET /pools/{pool}/imports"] = ("imports", $"{Pool}/imports"),
        ["GET /pools/{pool}/imports/{id}"] = ("import", $"{Pool}/imports/{{import}}"),
        ["GET /pools/{pool}/approvals"] = ("approvals", $"{Pool}/approvals?show=pending"),
        ["GET /pools/{pool}/approvals/{id}"] = ("approval", $"{Pool}/approvals/{{request}}"),
        ["GET /pools/{pool}/log"] = ("log", $"{Pool}/log"),
        ["GET /pools/{pool}/log/{position}"] = ("event", $"{Pool}/log/7000"),
        ["GET /pools/{pool}/replay"] = ("replay", $"{Pool}/replay?position=5000"),
        ["GET /pools/{pool}/changes"] = ("changes", $"{Pool}/changes?from=2025-01&to=2025-12&between=6000&and=7000"),
        ["GET /pools/{pool}/verify"] = ("verify", $"{Pool}/verify"),
        ["GET /pools/{pool}/trace"] = ("trace", $"{Pool}/trace?fund=resident&line=months&asOf=2025-12-31&events=1"),
    };

    private static readonly (string Name, string Path)[] _others = [("pools", "/"), ("sign-in", "/sign-in")];

    // It leads to the chain of the document that it is asked for.
    private const string Redirects = "GET /pools/{pool}/chains";

    private static IEnumerable<(string Name, string Path)> All => _ofPool.Values.Concat(_others);

    [Fact]
    public void Every_page_has_its_pictures_with_a_caption()
    {
        PageTable.Rows.Select(page => page.Route).Except([Redirects]).ShouldBe(_ofPool.Keys, ignoreOrder: true);
        var captions = File.ReadAllText(Repository.Path("docs", "pages", "README.md"));
        foreach (var file in All.SelectMany(page => Files(page.Name)))
        {
            File.Exists(Repository.Path("docs", "pages", file)).ShouldBeTrue(file);
            captions.ShouldContain($"({file})");
        }
    }

    [Fact(Explicit = true)]
    public async Task They_are_taken_anew()
    {
        var sent = await MarchIsSent();
        var key = await new ApiKeys(served.Ledger.Database, SystemClock.Instance).Make("Li Min", Role.Officer,
            [.. ((string[])[ServedPages.Year, March, ServedPages.Longyou]).Select(PoolCode.Of)], null, TestContext.Current.CancellationToken);
        foreach (var (width, height) in _windows)
        {
            foreach (var language in _languages)
            {
                await using var nobody = await served.Nobody(width);
                await using var officer = await served.Nobody(width);
                await officer.SignIn(key.Reveal());
                foreach (var (name, path) in All)
                {
                    var window = name == "sign-in" ? nobody : officer;
                    (await window.Prefer(language, served.Named(path).Replace("{march}", sent, StringComparison.Ordinal))).ShouldBe(200, path);
                    await window.Picture(Repository.Path("docs", "pages", NameOf(name, width, language)), width, height);
                }
            }
        }
    }

    private async Task<string> MarchIsSent()
    {
        await served.Import(March, "reconciliation/events.csv");
        return await served.Sent(new(PoolCode.Of(March), new(new(2025, 3, 1), new(2025, 3, 31), 3), null, [], null, null),
            [.. ((string[])[SourceFiles.Bank, SourceFiles.Treasury, SourceFiles.Tax]).Select(source =>
                (source, $"{source}.csv", File.ReadAllText(Repository.Path("samples", "reconciliation", $"{source}.csv"))))]);
    }

    private static IEnumerable<string> Files(string name) =>
        from window in _windows from language in _languages select NameOf(name, window.Width, language);

    private static string NameOf(string name, int width, string language) => $"{name}-{language}-{width}.png";
}
