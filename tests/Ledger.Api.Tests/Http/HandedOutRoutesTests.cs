using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Ledger.Api.Accounting;
using Ledger.Api.CommandLine;
using Ledger.Api.Exports;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Institutions;
using Ledger.Api.Sheets;
using Ledger.Api.Statements;
using Ledger.Api.Tests.Sheets;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Http;

/// <summary>What the verbs hand out is handed out over HTTP, the same to the byte.</summary>
public sealed class HandedOutRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Own = "720530";

    private static readonly PoolCode _longyou = PoolCode.Of(ServedLedger.Longyou);
    private static readonly StatementSpan _quarter = new(new(2025, 1), new(2025, 3));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each route beside the answer of its verb.</summary>
    private static readonly IReadOnlyDictionary<string, Func<LedgerContext, Task<Report>>> _reports =
        new Dictionary<string, Func<LedgerContext, Task<Report>>>
        {
            ["statements?from=2025-01&to=2025-03"] = ledger => PlainReport.Of(ledger, _longyou, null, _quarter, default, Cancellation),
            ["statements?from=2025-01&to=2025-03&view=statutory"] = ledger =>
                StatutoryReport.Of(ledger, _longyou, null, _quarter, default, Cancellation),
            ["statements?from=2025-01&to=2025-03&view=years&years=3&fund=resident"] = ledger =>
                YearsReport.Of(ledger, _longyou, FundCode.Of("resident"), _quarter, 3, default, Cancellation),
            ["statements?from=2025-01&to=2025-03&view=cover"] = ledger => CoverReport.Of(ledger, _longyou, null, _quarter, default, Cancellation),
            ["statements?from=2025-01&to=2025-03&view=budget&position=6"] = ledger =>
                BudgetReport.Of(ledger, _longyou, null, _quarter, new(6, null), Cancellation),
            ["balance-sheet?asOf=2025-02-28"] = ledger =>
                BalanceSheetReport.Of(ledger, _longyou, null, new LocalDate(2025, 2, 28), default, Cancellation),
            ["capacity?policy=trailing-12-total"] = async ledger => CapacityReport.Of(
                await new PoolFigures(ledger).Capacity(_longyou, null, null, "trailing-12-total", Cancellation)),
            ["trial-balance"] = async ledger => TrialBalanceReport.Of(
                await new PoolFigures(ledger).TrialBalance(_longyou, null, (LocalDate?)null, Cancellation)),
            ["trial-balance?period=2025-02"] = async ledger => TrialBalanceReport.Of(
                await new PoolFigures(ledger).TrialBalance(_longyou, null, new YearMonth(2025, 2), Cancellation)),
        };

    private static readonly IReadOnlyDictionary<string, Func<LedgerContext, Task<Report>>> _ofInstitutions =
        new Dictionary<string, Func<LedgerContext, Task<Report>>>
        {
            ["budgets?year=2025"] = async ledger => BudgetExecutionReport.Of(
                await new InstitutionFigures(ledger).Budget(PoolCode.Of(Own), 2025, null, Cancellation)),
            ["ages?asOf=2025-12-31&kind=settlement"] = async ledger => AgesReport.Of(await new InstitutionFigures(ledger)
                .Ages(PoolCode.Of(Own), "settlement", null, new LocalDate(2025, 12, 31), Cancellation), ledger.Ages.Names),
            ["institutions/H33082500001/statement"] = async ledger => InstitutionReport.Of(await new InstitutionFigures(ledger)
                .Statement(PoolCode.Of(Own), InstitutionCode.Of("H33082500001"), 2025, Cancellation)),
        };

    public static TheoryData<string> Routes => [.. _reports.Keys];

    public static TheoryData<string> Formats => [.. ExportFormat.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_hands_out_what_its_verb_does(string route) =>
        await Compare(await served.As(Role.Auditor), ServedLedger.Longyou, route, _reports[route]);

    [Fact]
    public async Task What_is_of_institutions_is_handed_out_and_noted()
    {
        var officer = await served.Opened(Own);
        (await officer.Post(Own, "settlements", """
            {"document":"S-1","fund":"employee","amount":"80.00","date":"2025-04-02","category":"outpatient","institution":"H33082500001"}
            """)).EnsureSuccessStatusCode();

        foreach (var (route, report) in _ofInstitutions) await Compare(officer, Own, route, report);

        (await Accesses(Own)).ShouldBe(_ofInstitutions.Keys.SelectMany(route => Enumerable.Repeat(
            route.StartsWith("institutions", StringComparison.Ordinal)
                ? ("GET institutions/{code}/statement", "H33082500001") : ($"GET {route.Split('?')[0]}", (string?)null), 4)));
    }

    [Fact]
    public async Task Its_words_are_in_the_language_of_the_request()
    {
        var auditor = await served.As(Role.Auditor);
        foreach (var (language, title) in (ValueTuple<string, string>[])[("zh-CN", "资产负债表"), ("en", "Balance sheet")])
        {
            var response = await auditor.Get("330825/balance-sheet?format=xlsx", ("Accept-Language", language));
            ReadWorkbook.Of(await response.Content.ReadAsByteArrayAsync(Cancellation)).Sheets["balance-sheet"][0][0].Text.ShouldBe(title);
        }
    }

    [Theory]
    [InlineData("balance-sheet?format=doc", "format 'doc' must be json, csv, xlsx or pdf")]
    [InlineData("balance-sheet?format=table", "format 'table' must be json, csv, xlsx or pdf")]
    [InlineData("statements?from=2025-01&to=2025-03&view=form", "view 'form' must be statutory, years, cover or budget")]
    [InlineData("statements?from=2025-01&to=2025-03&years=3", "years '3' must be 2 to 20, with view=years")]
    [InlineData("statements?from=2025-01&to=2025-03&view=years&years=21", "years '21' must be 2 to 20, with view=years")]
    [InlineData("trial-balance?asOf=2025-01-31&period=2025-01", "give asOf or period, not both")]
    [InlineData("ages?kind=debt", "kind 'debt' must be ")]
    [InlineData("exports/xlsx", "format 'xlsx' must be hledger, beancount, iso21378, gbt24589, jsonl")]
    [InlineData("exports/hledger?from=2025-01&through=2025-02", "from and through: hledger is exported whole")]
    [InlineData("exports/iso21378?from=2025-01", "from and through are given together, or neither")]
    [InlineData("exports/gbt24589?from=2025-03&through=2025-01", "through 2025-01 is before from 2025-03")]
    public async Task What_cannot_be_asked_is_said_in_one_line(string route, string line)
    {
        var auditor = await served.As(Role.Auditor);
        (await ProblemAnswer.Of(auditor.Get($"330825/{route}", ("Accept-Language", "en")), HttpStatusCode.BadRequest, "bad-request"))
            .Detail.ShouldStartWith(line);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task An_export_is_the_file_of_the_verb_and_is_noted(string format)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "books");
        await ExportFormat.Find(format)!.Write(new(served.Ledger, _longyou, 9, null), path, Cancellation);
        const string pool = ServedLedger.Longyou;
        var before = (await Accesses(pool)).Count;

        var response = await (await served.As(Role.Officer)).Get($"{pool}/exports/{format}?position=9");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sent = await response.Content.ReadAsByteArrayAsync(Cancellation);
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe($"{format}-{pool}-9{ExportFormat.Find(format)!.Extension}");
        if (!Directory.Exists(path)) sent.ShouldBe(await File.ReadAllBytesAsync(path, Cancellation));
        else
        {
            using var zip = new ZipArchive(new MemoryStream(sent));
            zip.Entries.Select(entry => entry.Name).ShouldBe(Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            foreach (var entry in zip.Entries)
            {
                using var text = new StreamReader(await entry.OpenAsync(Cancellation));
                (await text.ReadToEndAsync(Cancellation)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(path, entry.Name), Cancellation));
            }
        }
        (await Accesses(pool)).Skip(before).ShouldBe([("GET exports/{format}", (string?)format)]);
    }

    private async Task<List<(string What, string? Subject)>> Accesses(string pool)
    {
        var noted = new List<(string, string?)>();
        await foreach (var one in new AccessLog(served.Ledger.Database).Of(
            PoolCode.Of(pool), Instant.FromUnixTimeSeconds(0), Instant.FromUtc(9999, 1, 1, 0, 0), Cancellation)) noted.Add((one.What, one.Subject));
        return noted;
    }

    private async Task Compare(HttpClient client, string pool, string route, Func<LedgerContext, Task<Report>> verb)
    {
        // The words of the files are those of this process, which the request does not change.
        var report = await verb(served.Ledger);
        var position = report.Positions[pool];
        foreach (var format in (string[])["json", "csv", "xlsx", "pdf"])
        {
            var response = await client.Get($"{pool}/{route}{(route.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format={format}");
            var sent = await response.Content.ReadAsByteArrayAsync(Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(sent));
            using var expected = new MemoryStream();
            if (format == "json") await JsonSerializer.SerializeAsync(expected, report.Json, report.Json.GetType(), JsonOutput.Options, Cancellation);
            else
            {
                (await report.Writer(served.Ledger, format, Cancellation))(expected);
                response.Content.Headers.ContentDisposition!.FileName!.ShouldEndWith($"-{position}.{format}");
            }
            sent.ShouldBe(expected.ToArray(), $"{route} {format}");
        }
    }
}
