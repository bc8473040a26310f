using System.Text;
using Ledger.Api.Bundles;
using Ledger.Api.Importing.SettlementDetails;
using Ledger.EventStore.Proofs;
using Ledger.Testing;

namespace Ledger.Api.Tests.Bundles;

/// <summary>A bundle is checked by itself, by this program, by Python and by the page; each catches a byte that was changed.</summary>
[Collection(VerbsCollection.Name)]
public sealed class BundleCheckTests(IssuedSample sample) : IClassFixture<IssuedSample>
{
    private const int Seed = 20_250_331;
    private const int Places = 1_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_its_files_in_one_order_and_holds_for_this_program_and_for_Python()
    {
        var bundle = await Good();

        sample.Check(bundle).Parts.Select(part => part.Name).ShouldBe(
        [
            "manifest.note", "manifest.json", "statement.json", "statement.csv", "statement.xlsx", "statement.pdf", "inputs.csv",
            "policies/accounts.json", "policies/funds.json", "policies/pools.json", "policies/sheets.json",
            "policies/statement-forms.json", "log.checkpoint", "proofs/last-event.json", "verify.html",
        ]);
        var run = await sample.Run("verify", sample.File, "--public-key", sample.PublicKey, "--json");
        run.ExitCode.ShouldBe(0, run.Output);
        run.Json.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await OtherVerifiers.OfPython(sample.File, sample.PublicKey, [])).ShouldBe(OtherVerifiers.AllCaught);
    }

    [Fact]
    public async Task It_holds_for_the_page()
    {
        Assert.SkipUnless(OtherVerifiers.HasNode, "node is not installed");
        (await OtherVerifiers.OfPage(sample.File, sample.PublicKey, [])).ShouldBe(OtherVerifiers.AllCaught);
    }

    /// <summary>Issued once, after a former one: what went out is checked for ever, so the form of a bundle does not change.</summary>
    [Fact]
    public async Task The_golden_bundle_holds_in_all_three()
    {
        var (bundle, key) = (Repository.Path("docs", "verify", "vectors", "statement.zip"), Repository.Path("docs", "verify", "vectors", "statement.pub"));
        // They write beside what they read.
        var copy = sample.Path("golden.zip");
        File.Copy(bundle, copy, overwrite: true);

        var run = await sample.Run("verify", bundle, "--public-key", key);
        run.ExitCode.ShouldBe(0, run.Output);
        (await OtherVerifiers.OfPython(copy, key, [])).ShouldBe(OtherVerifiers.AllCaught);
        if (OtherVerifiers.HasNode) (await OtherVerifiers.OfPage(copy, key, [])).ShouldBe(OtherVerifiers.AllCaught);
    }

    [Fact]
    public async Task Others_open_it_as_a_ZIP()
    {
        var bundle = await Good();
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bundle));
        foreach (var (entry, part) in zip.Entries.Zip(sample.Check(bundle).Parts))
        {
            (entry.FullName, entry.Length, entry.CompressedLength).ShouldBe((part.Name, part.Content.Length, part.Content.Length));
            entry.Crc32.ShouldBe(Crc32.Of(part.Content));
        }
    }

    [Fact]
    public async Task One_byte_changed_anywhere_is_caught_by_this_program()
    {
        var bundle = await Good();
        using var signer = sample.Signer();
        foreach (var (at, bit) in Structure(bundle, withList: true).Concat(Sampled(bundle)))
        {
            bundle[at] ^= bit;
            BundleCheck.Run(bundle, [signer.Verifier]).Findings.ShouldNotBeEmpty($"byte {at}, bit {bit}, seed {Seed}");
            bundle[at] ^= bit;
        }
        sample.Check(bundle).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_byte_changed_anywhere_is_caught_by_Python()
    {
        var bundle = await Good();
        (await OtherVerifiers.OfPython(sample.File, sample.PublicKey, Structure(bundle, withList: false).Concat(Sampled(bundle))))
            .ShouldBe(OtherVerifiers.AllCaught);
    }

    [Fact]
    public async Task One_byte_changed_anywhere_is_caught_by_the_page()
    {
        Assert.SkipUnless(OtherVerifiers.HasNode, "node is not installed");
        var bundle = await Good();
        (await OtherVerifiers.OfPage(sample.File, sample.PublicKey, Structure(bundle, withList: false).Concat(Sampled(bundle))))
            .ShouldBe(OtherVerifiers.AllCaught);
    }

    [Fact]
    public async Task A_byte_added_or_taken_away_is_caught()
    {
        var bundle = await Good();
        foreach (var other in (byte[][])[[.. bundle, 0], bundle[..^1], [0, .. bundle], bundle[1..], []])
            sample.Check(other).Findings.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_was_altered_and_listed_anew_is_not_signed_by_the_issuer()
    {
        var bundle = await Altered("statement.csv", text => text.Replace("2025", "2024", StringComparison.Ordinal), signer: null);

        (await Everywhere("forged", bundle)).ShouldBe(["its signature is not right or not of a known key"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("statement.csv", "income.total", "CSV and JSON say different things")]
    [InlineData("inputs.csv", "income.premium", "is not what its inputs come to")]
    public async Task Figures_that_do_not_agree_are_found_though_the_issuer_signed_them(string file, string line, string what)
    {
        using var signer = sample.Signer();
        var bundle = await Altered(file, text =>
        {
            // The last digit of the first figure of the line.
            var end = text.IndexOf('\n', text.IndexOf($",{line}", StringComparison.Ordinal)) - 1;
            return text[..end] + (text[end] == '7' ? '8' : '7') + text[(end + 1)..];
        }, signer);

        foreach (var said in await Everywhere("disagreeing", bundle)) said.ShouldContain(what);
    }

    private async Task<byte[]> Good() => await File.ReadAllBytesAsync(sample.File, Cancellation);

    // The bundle with one file altered, its list made to fit, and signed by whoever is there.
    private async Task<byte[]> Altered(string name, Func<string, string> alter, NoteSigner? signer)
    {
        var verdict = sample.Check(await Good());
        List<BundlePart> parts = [.. verdict.Parts.Skip(2).Select(part =>
            part.Name == name ? new BundlePart(name, alter(Encoding.UTF8.GetString(part.Content))) : part)];
        parts.Zip(verdict.Parts.Skip(2)).Count(pair => pair.First.Content != pair.Second.Content).ShouldBe(1);
        using var forger = NoteSigner.Create(IssuedSample.KeyName);
        return (verdict.Manifest! with { Files = [.. parts.Select(BundleEntry.Of)] }).Bundle(signer ?? forger, parts);
    }

    // What each verifier says first.
    private async Task<IReadOnlySet<string>> Everywhere(string name, byte[] bundle)
    {
        var file = sample.Path($"{name}.zip");
        await File.WriteAllBytesAsync(file, bundle, Cancellation);
        var said = new HashSet<string> { Short(sample.Check(bundle).Findings[0].What), Short(await OtherVerifiers.OfPython(file, sample.PublicKey, [])) };
        if (OtherVerifiers.HasNode) said.Add(Short(await OtherVerifiers.OfPage(file, sample.PublicKey, [])));
        return said;

        static string Short(string text) =>
            text.Split('\n')[0].Split(": name the")[0].Replace("the key that you gave", "a known key", StringComparison.Ordinal);
    }

    // Every byte of the headers and of the end, and of the signature; of the list too, where that is asked for.
    private static IEnumerable<(int At, byte Bit)> Structure(byte[] bundle, bool withList)
    {
        var (random, at) = (new Random(Seed), 0);
        foreach (var part in StoredZip.Read(bundle))
        {
            var isWhole = part.Name == "manifest.note" || (withList && part.Name == "manifest.json");
            var (header, length) = (30 + part.Name.Length, part.Content.Length);
            foreach (var place in Enumerable.Range(at, header + (isWhole ? length : 0))) yield return (place, Bit(random));
            at += header + length;
        }
        for (; at < bundle.Length; at++) yield return (at, Bit(random));
    }

    private static IEnumerable<(int At, byte Bit)> Sampled(byte[] bundle)
    {
        var random = new Random(Seed + 1);
        for (var place = 0; place < Places; place++) yield return (random.Next(bundle.Length), Bit(random));
    }

    private static byte Bit(Random random) => (byte)(1 << random.Next(8));
}
