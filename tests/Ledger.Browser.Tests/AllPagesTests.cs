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
        foreach (var width in (int[])[1280, 390])
        {
            await using var reader = await served.As(RolesOf(example)[0], width: width);
            foreach (var theme in (string[])["light", "dark"])
            {
                (await reader.Prefer(theme, Path(example))).ShouldBe(200);
                await reader.ShouldBeAccessible();
            }
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

    [Theory, MemberData(nameof(Examples))]
    public async Task Who_may_not_see_it_reads_why(string example)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            await using var reader = await served.As(role);
            (await reader.Go(Path(example))).ShouldBe(RolesOf(example).Contains(role) ? 200 : 403, $"{role}");
            reader.Forgive();
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
