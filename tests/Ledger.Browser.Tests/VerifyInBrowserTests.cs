using System.IO.Compression;
using Ledger.Api.Identity;
using Ledger.Testing;
using Microsoft.Playwright;

namespace Ledger.Browser.Tests;

/// <summary>A bundle is checked by who has it, in a browser: on the page of the server, and by the page that is in the bundle.</summary>
[Collection(IssuingCollection.Name)]
public sealed class VerifyInBrowserTests(ServedPages served)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_bundle_says_what_it_proves_and_nothing_is_sent()
    {
        var (_, bundle) = await Issuing.Issue(served);
        await using var regulator = await OnThePage();
        var asked = new List<string>();
        regulator.Page.Request += (_, request) => asked.Add(request.Url);

        await Choose(regulator, bundle);
        (await Answer(regulator, "right")).ShouldContain($"统筹区 {ServedPages.Longyou} 2025-01 至 2025-03 的报表与 ledger.test 签发时一致");
        asked.ShouldBeEmpty();
        await regulator.ShouldBeAccessible();
    }

    [Fact]
    public async Task A_bundle_of_which_one_byte_was_changed_is_refused()
    {
        var (_, bundle) = await Issuing.Issue(served);
        await using var regulator = await OnThePage();
        await Choose(regulator, bundle);
        await Answer(regulator, "right");

        await Choose(regulator, Tampered(bundle));
        (await Answer(regulator, "wrong")).ShouldContain("文件包的字节被改动");
        await regulator.ShouldBeAccessible();
    }

    [Fact]
    public async Task Dropped_on_the_page_it_is_checked_as_well()
    {
        var (_, bundle) = await Issuing.Issue(served);
        await using var regulator = await OnThePage();
        foreach (var (bytes, kind) in new[] { (bundle, "right"), (Tampered(bundle), "wrong") })
        {
            var dropped = await regulator.Page.EvaluateHandleAsync("""
                text => {
                    const transfer = new DataTransfer();
                    transfer.items.add(new File([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], "dropped.zip"));
                    return transfer;
                }
                """, Convert.ToBase64String(bytes));
            await regulator.Page.Locator("#place").DispatchEventAsync("drop", new { dataTransfer = dropped });
            (await Answer(regulator, kind)).ShouldContain("dropped.zip");
        }
    }

    [Fact]
    public async Task Under_the_key_of_another_it_proves_nothing()
    {
        var (_, bundle) = await Issuing.Issue(served);
        await using var regulator = await OnThePage();
        await regulator.Page.Locator("#keys").FillAsync(await File.ReadAllTextAsync(Vector("statement.pub"), Cancellation));
        await Choose(regulator, bundle);
        (await Answer(regulator, "wrong")).ShouldContain("签名无效或不属于所给公钥");
    }

    [Fact]
    public async Task The_page_of_the_documentation_checks_a_bundle_without_any_server()
    {
        await using var anybody = await served.Nobody();
        await anybody.Page.GotoAsync(new Uri(Repository.Path("docs", "verify", "verify.html")).AbsoluteUri);
        await anybody.Page.Locator("#keys").FillAsync(await File.ReadAllTextAsync(Vector("statement.pub"), Cancellation));
        var bundle = await File.ReadAllBytesAsync(Vector("statement.zip"), Cancellation);

        await Choose(anybody, bundle);
        (await Answer(anybody, "right")).ShouldContain("is as it was issued by");
        await Choose(anybody, Tampered(bundle));
        (await Answer(anybody, "wrong")).ShouldContain("a byte of it was changed");
    }

    [Fact]
    public async Task The_page_that_is_in_a_bundle_checks_it()
    {
        var (_, bundle) = await Issuing.Issue(served);
        using var folder = new TemporaryFolder();
        await using (var parts = new ZipArchive(new MemoryStream(bundle)))
            parts.GetEntry("verify.html")!.ExtractToFile(Path.Combine(folder.Path, "verify.html"));
        await using var anybody = await served.Nobody();
        await anybody.Page.GotoAsync(new Uri(Path.Combine(folder.Path, "verify.html")).AbsoluteUri);
        await anybody.Page.Locator("#keys").FillAsync(Issuing.PublicKey(served));

        await Choose(anybody, bundle);
        await Answer(anybody, "right");
        await Choose(anybody, Tampered(bundle));
        await Answer(anybody, "wrong");
    }

    private async Task<Reader> OnThePage()
    {
        var regulator = await served.As(Role.Regulator, ServedPages.Longyou);
        (await regulator.Go($"/pools/{ServedPages.Longyou}/verify")).ShouldBe(200);
        await regulator.Page.Locator("#keys").FillAsync(Issuing.PublicKey(served));
        return regulator;
    }

    private static Task Choose(Reader reader, byte[] bundle) => reader.Page.Locator("#file").SetInputFilesAsync(
        new FilePayload { Name = "bundle.zip", MimeType = "application/zip", Buffer = bundle });

    private static async Task<string> Answer(Reader reader, string kind)
    {
        var answer = reader.Page.Locator($"#answer.{kind}");
        await answer.WaitForAsync();
        return await answer.InnerTextAsync();
    }

    private static byte[] Tampered(byte[] bundle)
    {
        var changed = (byte[])bundle.Clone();
        changed[changed.Length / 2] ^= 1;
        return changed;
    }

    private static string Vector(string name) => Repository.Path("docs", "verify", "vectors", name);
}
