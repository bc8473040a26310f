using System.Diagnostics;
using System.Text;
using Ledger.Testing;

namespace Ledger.Api.Tests.Bundles;

/// <summary>
/// The two verifiers that share nothing with the program: Python's, and the script of the page, run by Node. Each checks the good
/// bundle first, and then one altered bundle after the other in the same process.
/// </summary>
internal static class OtherVerifiers
{
    /// <summary>What each prints that takes the good bundle and no altered one.</summary>
    internal const string AllCaught = "good\ndone\n";

    private const string Python = """
        import sys
        sys.dont_write_bytecode = True
        folder, bundle, keys, places = sys.argv[1:]
        sys.path.insert(0, folder)
        import bundle as checker
        data, known = bytearray(open(bundle, "rb").read()), checker.verify.read_keys(open(keys).read())
        try:
            checker.check(bytes(data), known)
            print("good")
        except checker.verify.Wrong as wrong:
            print(wrong)
        for line in open(places):
            at, bit = map(int, line.split())
            data[at] ^= bit
            try:
                checker.check(bytes(data), known)
                print("taken", at)
            except (checker.verify.Wrong, *checker.MALFORMED):
                pass
            data[at] ^= bit
        print("done")
        """;

    private const string Page = """
        const fs = require("fs");
        const [folder, bundle, keys, places] = process.argv.slice(1);
        const script = /<script>([\s\S]*?)<\/script>/.exec(fs.readFileSync(folder + "/verify.html", "utf8"))[1];
        const { check } = new Function(script + "\nreturn { check };")();
        const data = new Uint8Array(fs.readFileSync(bundle)), known = fs.readFileSync(keys, "utf8");
        (async () => {
          try {
            await check(data, known);
            console.log("good");
          } catch (error) {
            console.log(error.message);
          }
          for (const line of fs.readFileSync(places, "utf8").split("\n").filter((one) => one)) {
            const [at, bit] = line.split(" ").map(Number);
            data[at] ^= bit;
            try {
              await check(data, known);
              console.log(`taken ${at}`);
            } catch {
              // It was caught.
            }
            data[at] ^= bit;
          }
          console.log("done");
        })();
        """;

    /// <summary>Whether the page's script can be run here; where CI says so it must.</summary>
    internal static bool HasNode { get; } = Environment.GetEnvironmentVariable("CI") == "true"
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "node")));

    internal static Task<string> OfPython(string bundle, string keys, IEnumerable<(int At, byte Bit)> places) =>
        Run("python3", "-c", Python, bundle, keys, places);

    internal static Task<string> OfPage(string bundle, string keys, IEnumerable<(int At, byte Bit)> places) =>
        Run("node", "-e", Page, bundle, keys, places);

    private static async Task<string> Run(
        string program, string option, string script, string bundle, string keys, IEnumerable<(int At, byte Bit)> places)
    {
        var file = bundle + ".places";
        await File.WriteAllTextAsync(file, string.Concat(places.Select(place => $"{place.At} {place.Bit}\n")), Encoding.ASCII);
        var run = await ProcessRun.Finish(ProcessRun.Start(new ProcessStartInfo(
            program, [option, script, Repository.Path("docs", "verify"), bundle, keys, file])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }));
        run.Errors.ShouldBeEmpty();
        return run.Output;
    }
}
