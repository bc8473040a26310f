using System.Text.RegularExpressions;
using Ledger.Api.Identity;
using Ledger.Testing;

namespace Ledger.Browser.Tests;

/// <summary>What holds for every page, for each role that may see it.</summary>
public sealed partial class AllPagesTests(ServedPages served)
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
        (await Words(reader)).Where(text => Latin().IsMatch(text)).ShouldBeEmpty();
        await reader.Prefer("en", Path(example));
        (await Words(reader)).Where(text => Han().IsMatch(text)).ShouldBeEmpty();
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

    // All that is written on the page but names, codes and figures, which are the same in every language.
    private static Task<string[]> Words(Reader reader) => reader.Page.EvaluateAsync<string[]>("""
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
