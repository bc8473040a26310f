using Ledger.Api.Identity;

namespace Ledger.Browser.Tests;

/// <summary>Signing in and out, as a person does it.</summary>
public sealed class SignInTests(ServedPages served)
{
    [Fact]
    public async Task A_wrong_key_is_told_so_and_a_right_one_leads_on_to_where_one_wanted_to_go()
    {
        await using var reader = await served.Nobody();
        await reader.Go($"/pools/{ServedPages.Year}/institutions?year=2025");
        reader.Page.Url.ShouldContain("/sign-in?back=");
        await reader.Page.Locator("#key").FillAsync("no key");
        await reader.Page.Locator("main button.primary").Follow();
        (await reader.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).InnerTextAsync()).ShouldContain("密钥或令牌无效");
        reader.Forgive();

        await reader.Page.Locator("#key").FillAsync(await served.Key(Role.Officer, ServedPages.Year));
        await reader.Page.Locator("main button.primary").Follow();
        reader.Page.Url.ShouldEndWith($"/pools/{ServedPages.Year}/institutions?year=2025");
    }

    [Fact]
    public async Task Who_signs_out_sees_nothing_more()
    {
        await using var reader = await served.As(Role.Officer);
        await reader.Go($"/pools/{ServedPages.Year}");
        await reader.Page.Locator(".who button").Follow();
        await reader.Go($"/pools/{ServedPages.Year}");
        reader.Page.Url.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_page_that_there_is_not_says_so_in_one_line()
    {
        await using var reader = await served.As(Role.Officer);
        (await reader.Go("/nothing-here")).ShouldBe(404);
        (await reader.Text()).ShouldContain("没有该路径");
        await reader.ShouldBeAccessible();
        reader.Forgive();
    }
}
