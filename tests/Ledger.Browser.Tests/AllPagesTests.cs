using Ledger.Api.Identity;
using Ledger.Testing;

namespace Ledger.Browser.Tests;

/// <summary>What holds for every page, for each role that may see it.</summary>
public sealed class AllPagesTests(ServedPages served)
{
    public static TheoryData<string> Examples => [.. PageTable.Rows.Select(page => page.Example)];

    [Theory, MemberData(nameof(Examples))]
    public async Task It_is_accessible_and_fits_in_light_and_dark(string example)
    {
        foreach (var width in (int[])[390, 1280])
        {
            await using var reader = await served.As(RolesOf(example)[0], width: width);
            (await reader.Prefer("light", Path(example))).ShouldBe(200);
            await reader.ShouldBeAccessible();
            (await reader.Prefer("dark", Path(example))).ShouldBe(200);
            await reader.ShouldBeReadable();
        }
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task All_of_it_is_in_the_readers_language(string example)
    {
        await using var reader = await served.As(RolesOf(example)[0]);
        await reader.Go(Path(example));
        await reader.ShouldSpeakChinese();
        await reader.Prefer("en", Path(example));
        await reader.ShouldSpeakEnglish();
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
