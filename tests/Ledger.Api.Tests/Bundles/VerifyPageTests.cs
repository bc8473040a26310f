using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Testing;

namespace Ledger.Api.Tests.Bundles;

/// <summary>The page is one file: it loads nothing, sends nothing, and runs only the script and style that its policy names.</summary>
public sealed partial class VerifyPageTests
{
    private static readonly string _page = File.ReadAllText(Repository.Path("docs", "verify", "verify.html"));

    [Theory]
    [InlineData("http:")]
    [InlineData("https:")]
    [InlineData("//cdn")]
    [InlineData(" src=")]
    [InlineData(" href=")]
    [InlineData("import(")]
    [InlineData("fetch(")]
    [InlineData("XMLHttpRequest")]
    [InlineData("url(")]
    [InlineData("innerHTML")]
    public void It_refers_to_nothing_outside_and_writes_no_markup(string text) => _page.ShouldNotContain(text);

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    public void Its_policy_allows_exactly_its_own(string element)
    {
        var own = Regex.Match(_page, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(own)));

        Policy().Match(_page).Groups[1].Value.ShouldContain($"{element}-src 'sha256-{hash}'");
        Regex.Count(_page, $"<{element}[ >]").ShouldBe(1);
    }

    [Fact]
    public void Its_policy_forbids_all_else() =>
        Policy().Match(_page).Groups[1].Value.ShouldStartWith("default-src 'none'; ");

    [Fact]
    public void Each_thing_that_may_be_wrong_is_said_in_both_languages()
    {
        var said = Said().Matches(_page);
        said.Count.ShouldBeGreaterThan(20);
        foreach (Match one in said) one.Groups[1].Value.ShouldContain(c => c >= '\u4e00' && c <= '\u9fff', one.Value);
    }

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    // The last argument of what is needed: its Chinese.
    [GeneratedRegex("need\\((?:.|\\n)*?, [\"`]([^\"`]*)[\"`]\\);")]
    private static partial Regex Said();
}
