using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Importing;
using Ledger.Api.Pages.SigningIn;
using Ledger.Api.Publications;
using Ledger.Api.Samples;
using Ledger.Domain;
using Ledger.Domain.Publications;

namespace Ledger.Api.Hosting;

/// <summary><c>./ledger demo</c>: loads the samples, prints each pool's solvency and why, and serves them as pages.</summary>
public static class DemoVerb
{
    private const string YearSample = "year-in-the-life";

    private static readonly IReadOnlyList<(string Folder, PoolCode Pool)> _samples =
        [("longyou-2025q1", PoolCode.Of("330825")), ("zhoushan-2021", PoolCode.Of("330900"))];

    public static Command Create()
    {
        var noServe = new Option<bool>("--no-serve") { Description = "Print the answer and end" };
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen; beyond loopback only once there is a key or an issuer", DefaultValueFactory = _ => LedgerServer.DefaultUrl,
        };
        var json = JsonOutput.CreateOption();
        var verb = new Command("demo", "Load the samples and say how many months each pool can still pay, and why")
        {
            noServe, urls, json,
        };
        verb.SetAction((result, cancellationToken) => Run(
            result, result.GetValue(json), result.GetValue(noServe), result.GetValue(urls)!, cancellationToken));
        return verb.WithExample("./ledger demo --no-serve");
    }

    private static async Task<int> Run(
        ParseResult verb, bool json, bool noServe, string url, CancellationToken cancellationToken)
    {
        var output = verb.InvocationConfiguration.Output;
        await using var ledger = await LedgerContext.Open(cancellationToken);
        var answers = new List<CapacityAnswer>();
        foreach (var (folder, pool) in _samples)
        {
            if (!await Load(verb, ledger, folder, pool, cancellationToken)) return ExitCodes.Finding;
            answers.Add(await new PoolFigures(ledger).Capacity(pool, null, null, null, cancellationToken));
            if (!json) await Print(output, ledger, folder, answers[^1]);
        }
        if (json) verb.WriteJson(new { pools = answers });
        if (noServe) return ExitCodes.Fine;
        if (await LoadYear(verb, cancellationToken) is not { } year) return ExitCodes.Finding;
        var demo = await DemoCallers.Make(ledger, [year, .. _samples.Select(sample => sample.Pool)], cancellationToken);
        await LedgerServer.Run(ledger, url, demo,
            address => output.WriteLine($"open {address}/ in a browser on this machine: you are signed in for the demo; Ctrl-C ends it"),
            cancellationToken);
        return ExitCodes.Fine;
    }

    // Published figures are few; what the pages are for shows in a pool that has lived.
    private static async Task<PoolCode?> LoadYear(ParseResult verb, CancellationToken cancellationToken)
    {
        var pool = PoolCode.Of(SampleSteps.Read(YearSample).Pool);
        var (output, errors) = (verb.InvocationConfiguration.Output, verb.InvocationConfiguration.Error);
        await output.WriteLineAsync($"loading two years of a made-up pool, {pool} (samples/{YearSample})");
        return await LedgerCommand.Run(["sample", YearSample], TextWriter.Null, errors, cancellationToken) == ExitCodes.Fine ? pool : null;
    }

    private static async Task<bool> Load(ParseResult verb, LedgerContext ledger, string folder, PoolCode pool,
        CancellationToken cancellationToken)
    {
        var file = EventsFile.Open(PathOf(folder, "events.csv"), encoding: null);
        var result = await new Importer(ledger, "demo", new NoProgress())
            .Run([file], pool, new(), cancellationToken);
        foreach (var error in result.Errors) await verb.InvocationConfiguration.Error.WriteLineAsync(error.ToString());
        return result.Errors.Count == 0;
    }

    private static async Task Print(TextWriter output, LedgerContext ledger, string folder, CapacityAnswer answer)
    {
        var name = ledger.Pools.Find(PoolCode.Of(answer.Pool)).Name ?? "";
        await output.WriteLineAsync($"{name} {answer.Pool}, as of {answer.AsOf}, position {answer.Position} (samples/{folder})");
        var printed = PublicationFile.Read([PathOf(folder, "publication.csv")]).Rows
            .Where(row => row.Line == PublishedLine.Months)
            .ToDictionary(row => row.Fund, row => row.Amount.ToString(), StringComparer.Ordinal);
        foreach (var fund in answer.Funds)
        {
            var published = printed.TryGetValue(fund.Fund, out var months) ? $"; published: {months}" : "";
            await output.WriteLineAsync($"  {fund.Fund,-12} {Why(fund)}{published}");
        }
        await output.WriteLineAsync();
    }

    private static string Why(FundCapacityAnswer fund) => fund.Months is { } months
        ? $"{months} months ({fund.Band}): {fund.Numerator} ÷ ({fund.Denominator} spent ÷ {fund.WindowMonths} months), "
            + $"policy {fund.Policy}"
        : $"no months: {fund.Reason}, policy {fund.Policy}";

    private static string PathOf(string folder, string file) =>
        Path.Combine(AppContext.BaseDirectory, "samples", folder, file);
}
