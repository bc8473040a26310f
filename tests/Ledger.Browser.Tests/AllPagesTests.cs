using Ledger.Api.Identity;
using Ledger.Testing;

namespace Ledger.Browser.Tests;

/// <summary>What holds for every page, for each role that may see it.</summary>
public sealed class AllPagesTests(ServedPages served)
{
    public static TheoryData<string> Examples => [.. PageTable.Rows.Select(page => page.Example)];

    // Windows cost more than what is looked at in them, so each is used for a width, a language and a theme at once. English
    // words are the longer ones: what fits a narrow window in English fits in Chinese.
    [Theory, MemberData(nameof(Examples))]
    public async Task It_is_accessible_fits_and_is_all_in_the_readers_language(string example)
    {
        await using (var narrow = await served.As(RolesOf(example)[0], width: 390))
        {
            (await narrow.Prefer("en", Path(example))).ShouldBe(200);
            await narrow.ShouldBeAccessible();
            await narrow.ShouldSpeakEnglish();
        }
        await using var wide = await served.As(RolesOf(example)[0]);
        (await wide.Go(Path(example))).ShouldBe(200);
        await wide.ShouldBeAccessible();
        await wide.ShouldSpeakChinese();
        (await wide.Prefer("dark", Path(example))).ShouldBe(200);
        await wide.ShouldBeReadable();
    }

    [Theory]
    [InlineData(Role.Officer)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Regulator)]
    [InlineData(Role.Operator)]
    public async Task A_role_sees_its_pages_and_reads_why_it_does_not_see_others(Role role)
    {
        await using var reader = await served.As(role);
        foreach (var page in PageTable.Rows)
        {
            var may = page.Roles.Contains(role);
            (await reader.Go(Path(page.Example))).ShouldBe(may ? 200 : 403, page.Route);
            // The browser's console has each answer of 4xx as an error.
            if (!may) reader.Forgive();
        }
    }

    private string Path(string example) => $"/pools/{ServedPages.Year}/{served.Named(example)}".TrimEnd('/');

    private static IReadOnlyList<Role> RolesOf(string example) => PageTable.Rows.Single(page => page.Example == example).Roles;
}
