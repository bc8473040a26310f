using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Api.Database;
using Ledger.Api.Identity;
using Ledger.Domain;
using Ledger.Testing;

namespace Ledger.Api.Tests.Http;

public sealed class ImportRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Rows = """
        kind,document,fund,amount,date,category
        fund_opened,O-1,employee,,2025-01-01,
        opening_balance_recorded,O-2,employee,1000.00,2025-01-01,
        reimbursement_paid,P-1,employee,1.00,2025-01-31,inpatient

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_imported_and_sent_again_is_all_there_already()
    {
        var officer = await served.As(Role.Officer, "720570");
        var dry = await Send(officer, "720570", "?dryRun=true", Rows);
        (dry.StatusCode, (await Json(dry))["accepted"]!.GetValue<long>()).ShouldBe((HttpStatusCode.OK, 3));
        (await served.Ledger.Store.Pools(Cancellation)).ShouldNotContain(head => head.Pool == PoolCode.Of("720570"));

        var first = await Send(officer, "720570", "", Rows);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(first)).ToJsonString().ShouldBe("""{"accepted":3,"duplicates":0,"rejected":0,"position":3,"errors":[]}""");
        var second = await Send(officer, "720570", "", Rows);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(second)).ToJsonString().ShouldBe("""{"accepted":0,"duplicates":3,"rejected":0,"position":3,"errors":[]}""");
    }

    [Fact]
    public async Task Bad_rows_refuse_the_file_and_are_named_without_a_path_of_the_server()
    {
        var officer = await served.As(Role.Officer, "720571");
        var problem = await ProblemAnswer.Of(Send(officer, "720571", "", Rows + "reimbursement_paid,P-2,employee,x,2025-01-31,inpatient\n"),
            HttpStatusCode.UnprocessableEntity, "import-refused");
        problem.Detail.ShouldStartWith("body:5: amount: ");
        problem.Json.GetProperty("import").GetProperty("rejected").GetInt64().ShouldBe(1);
        problem.Json.ToString().ShouldNotContain(Path.GetTempPath());
        (await served.Ledger.Store.Pools(Cancellation)).ShouldNotContain(head => head.Pool == PoolCode.Of("720571"));
    }

    [Fact]
    public async Task Bad_rows_can_be_left_out_and_fetched()
    {
        var officer = await served.As(Role.Officer, "720572");
        const string Bad = "reimbursement_paid,P-2,employee,x,2025-01-31,inpatient";
        var accepted = await Send(officer, "720572", "?skipBad=true", Rows + Bad + "\n", prefer: "respond-async");
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var job = await Ended(officer, accepted.Headers.Location!);
        job["state"]!.GetValue<string>().ShouldBe("done");
        (job["result"]!["accepted"]!.GetValue<long>(), job["hasBadRows"]!.GetValue<bool>()).ShouldBe((3, true));
        var rows = await officer.GetStringAsync($"{accepted.Headers.Location}/bad-rows", Cancellation);
        rows.ShouldContain(Bad);

        // A job is the pool's: nobody else hears of it.
        var other = await served.As(Role.Officer, "720573");
        await ProblemAnswer.Of(other.Get($"720573/imports/{job["id"]}"), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Settlement_details_in_an_archive_are_imported_as_by_the_verb()
    {
        var officer = await served.Opened("720574");
        const string Details = "setl_id\tmdtrt_id\tpsn_no\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\trefd_setl_flag\texp_content\n"
            + "S-1\tM-1\t33000000000001\t100.00\t80.00\t0.00\t0\tnull\n";
        using var archive = new MemoryStream();
        await using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        await using (var text = await zip.CreateEntry("a.txt").OpenAsync(Cancellation))
            await text.WriteAsync(Encoding.UTF8.GetBytes(Details), Cancellation);
        var content = new ByteArrayContent(archive.ToArray()) { Headers = { ContentType = new("application/zip") } };
        var response = await officer.PostAsync("/api/v1/pools/720574/imports?format=3202&institution=H33082500001&fund=employee"
            + "&from=2025-03-01&to=2025-03-31&category=inpatient", content, Cancellation);
        (await Json(response))["accepted"]!.GetValue<long>().ShouldBe(1);
    }

    [Theory]
    [InlineData("?format=xml")]
    [InlineData("?format=3202")]
    [InlineData("?institution=H33082500001")]
    [InlineData("?encoding=latin1")]
    [InlineData("?dryRun=yes")]
    [InlineData("?batches=true")]
    public async Task What_is_asked_wrongly_is_400(string query) => await ProblemAnswer.Of(
        Send(await served.As(Role.Officer, "720575"), "720575", query, Rows), HttpStatusCode.BadRequest, "bad-request");

    [Fact]
    public async Task A_server_that_ends_rolls_back_what_runs_and_leaves_no_files()
    {
        var rows = new StringBuilder(Rows);
        for (var row = 0; row < 60_000; row++) rows.Append($"reimbursement_paid,L-{row},employee,0.01,2025-01-31,inpatient\n");
        await using (var own = new ServedLedger())
        {
            await own.InitializeAsync();
            var officer = await own.As(Role.Officer, "720576");
            (await Send(officer, "720576", "", rows.ToString(), prefer: "respond-async")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
            Uploads(rows.Length).ShouldBe(1);
        }
        Uploads(rows.Length).ShouldBe(0);
    }

    // Known by its length: other servers of this home have files there as well, which come and go meanwhile.
    private static int Uploads(long bytes)
    {
        var uploads = new DirectoryInfo(Path.Combine(LedgerHome.FromEnvironment().Path, "uploads"));
        return uploads.Exists
            ? uploads.EnumerateFiles("upload", new EnumerationOptions { RecurseSubdirectories = true }).Count(file => file.Exists && file.Length == bytes)
            : 0;
    }

    private static async Task<JsonNode> Ended(HttpClient client, Uri job)
    {
        JsonNode? answer = null;
        await Eventually.True(async () =>
        {
            answer = JsonNode.Parse(await client.GetStringAsync(job, Cancellation))!;
            return answer["state"]!.GetValue<string>() is "done" or "failed";
        }, "the import ends");
        return answer!;
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, string pool, string query, string rows, string? prefer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/pools/{pool}/imports{query}")
        {
            Content = new StringContent(rows, Encoding.UTF8, MediaTypeHeaderValue.Parse("text/csv")),
        };
        if (prefer is not null) request.Headers.Add("Prefer", prefer);
        return client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonNode> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }
}
