using System.Net;
using System.Text.Json.Nodes;
using Ledger.Api.Identity;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Testing;

namespace Ledger.Api.Tests.Http;

public sealed class EntryRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private const string Payment = """
        {"document":"P-1","fund":"employee","amount":"12.50","date":"2025-03-31","category":"inpatient","institution":"H33082500001"}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_201_with_its_position_and_200_with_the_same_when_it_is_sent_again()
    {
        var officer = await served.Opened("720501");
        var first = await officer.Post("720501", "reimbursements", Payment);
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(first)).ToJsonString().ShouldBe("""{"position":3}""");
        var second = await officer.Post("720501", "reimbursements", Payment);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(second)).ToJsonString().ShouldBe("""{"position":3}""");
        (await Balance("720501")).ShouldBe("987.50");
        (await Log("720501")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_POST_records_what_an_import_of_the_same_row_records()
    {
        var officer = await served.Opened("720502");
        await officer.Post("720502", "entries", Payment.Replace("{", "{\"kind\":\"reimbursement_paid\",\"budgetYear\":2025,\"note\":\"门诊\",", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        var file = EventsFile.Open(folder.Write("rows.csv", """
            kind,document,voucher,fund,amount,date,category,institution,budget_year,note
            fund_opened,O-1,V,employee,,2025-01-01,,,,
            opening_balance_recorded,O-2,V,employee,1000.00,2025-01-01,,,,
            reimbursement_paid,P-1,,employee,12.50,2025-03-31,inpatient,H33082500001,2025,门诊

            """), encoding: null);
        (await new Importer(served.Ledger, "tester", new NoProgress()).Run([file], PoolCode.Of("720503"), new(), Cancellation))
            .Errors.ShouldBeEmpty();

        var (posted, imported) = (await Log("720502"), await Log("720503"));
        posted.Select(one => (one.Position, one.Stream, one.Type, one.Data))
            .ShouldBe(imported.Select(one => (one.Position, one.Stream, one.Type, one.Data)));
        posted[^1].Actor!.ShouldStartWith("a test's Officer (key ");
        posted[^1].Causation!.ShouldStartWith("http:");
    }

    [Fact]
    public async Task A_list_is_one_voucher_that_stands_or_falls_together()
    {
        var officer = await served.Opened("720504");
        var voucher = """
            [{"kind":"reimbursement_paid","document":"A","voucher":"V-1","fund":"employee","amount":"1.00","date":"2025-03-31","category":"inpatient"},
             {"kind":"reimbursement_paid","document":"B","voucher":"V-1","fund":"employee","amount":"AMOUNT","date":"2025-03-31","category":"inpatient"}]
            """;
        var problem = await ProblemAnswer.Of(
            officer.Post("720504", "entries", voucher.Replace("AMOUNT\",\"date\":\"2025", "2.00\",\"date\":\"2024", StringComparison.Ordinal)),
            HttpStatusCode.UnprocessableEntity, "rule:date-before-fund-opened");
        problem.Json.GetProperty("errors")[0].GetProperty("index").GetInt32().ShouldBe(1);
        (await Log("720504")).Count.ShouldBe(2);

        (await Json(await officer.Post("720504", "entries", voucher.Replace("AMOUNT", "2.00", StringComparison.Ordinal))))
            ["position"]!.GetValue<long>().ShouldBe(3);
        (await Log("720504")).Skip(2).Select(one => one.Correlation).ShouldBe(["V-1", "V-1"]);
        await ProblemAnswer.Of(officer.Post("720504", "entries", """
            [{"kind":"interest_credited","document":"C","voucher":"V-2","fund":"employee","amount":"1.00","date":"2025-03-31"},
             {"kind":"interest_credited","document":"D","voucher":"V-3","fund":"employee","amount":"1.00","date":"2025-03-31"}]
            """), HttpStatusCode.BadRequest, "malformed-entry");
    }

    [Fact]
    public async Task A_dry_run_answers_as_the_real_one_and_writes_nothing()
    {
        var officer = await served.Opened("720505");
        var dry = await officer.Post("720505", "reimbursements?dryRun=true", Payment);
        dry.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Json(dry)).ToJsonString().ShouldBe("""{"position":3,"dryRun":true}""");
        await ProblemAnswer.Of(
            officer.Post("720505", "reimbursements?dryRun=true", Payment.Replace("12.50", "1000.01", StringComparison.Ordinal)),
            HttpStatusCode.UnprocessableEntity, "rule:fund-overdrawn");
        (await Log("720505")).Count.ShouldBe(2);
        (await officer.Post("720505", "reimbursements", Payment)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_document_with_another_content_is_409()
    {
        var officer = await served.Opened("720506");
        await officer.Post("720506", "reimbursements", Payment);
        await ProblemAnswer.Of(officer.Post("720506", "reimbursements", Payment.Replace("12.50", "12.51", StringComparison.Ordinal)),
            HttpStatusCode.Conflict, "rule:document-conflict");
    }

    [Theory]
    [InlineData("P-1", HttpStatusCode.Created)]
    [InlineData("P-2", HttpStatusCode.BadRequest)]
    public async Task An_idempotency_key_is_the_document_or_a_mistake(string key, HttpStatusCode status)
    {
        var pool = key == "P-1" ? "720507" : "720508";
        var officer = await served.Opened(pool);
        var response = await officer.Post(pool, "reimbursements", Payment,
            request => request.Headers.Add("Idempotency-Key", key));
        response.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.BadRequest)
            (await ProblemAnswer.Of(response)).Type.ShouldBe("urn:ledger:problem:idempotency-key-differs");
    }

    [Theory]
    [InlineData("720600", "premiums", "premium_received", "\"payer\":\"employer\"")]
    [InlineData("720601", "reimbursements", "reimbursement_paid", "\"category\":\"outpatient\"")]
    [InlineData("720602", "settlements", "settlement_recorded", "\"category\":\"outpatient\",\"institution\":\"H33082500001\"")]
    [InlineData("720603", "prepayments", "prepayment_paid", "\"institution\":\"H33082500001\"")]
    [InlineData("720604", "clawbacks", "clawback_ordered", "\"institution\":\"H33082500001\",\"caseNo\":\"C-1\",\"dueDate\":\"2025-04-30\",\"reason\":\"r\",\"channel\":\"agency\"")]
    [InlineData("720605", "deposits", "deposit_withheld", "\"institution\":\"H33082500001\",\"original\":\"S-0\"")]
    [InlineData("720606", "transfers", "transfer_received", "\"note\":\"n\"")]
    [InlineData("720607", "budgets", "budget_allotted", "\"institution\":\"H33082500001\",\"budgetYear\":\"2025\"")]
    public async Task A_family_records_its_first_kind_where_the_body_names_none_and_no_other_familys(
        string pool, string route, string kind, string fields)
    {
        var officer = await served.Opened(pool);
        if (route == "deposits")
        {
            await officer.Post(pool, "settlements", """
                {"document":"S-0","fund":"employee","amount":"100.00","date":"2025-03-01","category":"inpatient","institution":"H33082500001"}
                """);
        }
        var body = $$"""{"document":"D-1","fund":"employee","amount":"1.00","date":"2025-03-31",{{fields}}}""";
        var response = await officer.Post(pool, route, body);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        (await Log(pool))[^1].Type.ShouldBe(kind);
        await ProblemAnswer.Of(
            officer.Post(pool, route, body.Replace("{\"document\":\"D-1\"", "{\"document\":\"D-2\",\"kind\":\"interest_credited\"", StringComparison.Ordinal)),
            HttpStatusCode.BadRequest, "malformed-entry");
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("en-GB", "en")]
    [InlineData("fr, zh;q=0.5, en;q=0.6", "en")]
    public async Task Errors_are_in_the_language_of_the_request(string wanted, string language)
    {
        var officer = await served.As(Role.Officer, "720509");
        var response = await officer.Post("720509", "reimbursements",
            Payment.Replace("12.50", "twelve", StringComparison.Ordinal),
            request => request.Headers.TryAddWithoutValidation("Accept-Language", wanted));
        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        var error = (await ProblemAnswer.Of(response)).Json.GetProperty("errors")[0];
        error.GetProperty("field").GetString().ShouldBe("amount");
        var reason = error.GetProperty("reason").GetString()!;
        reason.Any(character => character >= 0x4E00).ShouldBe(language == "zh-CN", reason);
    }

    [Theory]
    [InlineData("\"amount\":\"12.50\"", "\"amount\":\"1.00\",\"amount\":\"2.00\"", "bad-request", null)]
    [InlineData("\"amount\":\"12.50\"", "\"amount\":12.50", "malformed-entry", "amount")]
    [InlineData("\"amount\":\"12.50\"", "\"amount\":\"12.50\",\"colour\":\"red\"", "malformed-entry", "colour")]
    [InlineData("\"amount\":\"12.50\"", "\"amount\":\"12.50\",\"bank_date\":\"2025-03-31\"", "malformed-entry", "bank_date")]
    [InlineData("\"date\"", "\"kind\":\"fund_invented\",\"date\"", "malformed-entry", "kind")]
    public async Task What_a_body_says_twice_or_otherwise_than_the_events_file_is_refused(
        string said, string instead, string type, string? field)
    {
        var officer = await served.As(Role.Officer, "720511");
        var problem = await ProblemAnswer.Of(
            officer.Post("720511", "entries", Payment.Replace(said, instead, StringComparison.Ordinal)), HttpStatusCode.BadRequest, type);
        if (field is not null) problem.Json.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task A_month_is_closed_and_takes_nothing_more()
    {
        var officer = await served.Opened("720510");
        await officer.Post("720510", "reimbursements", Payment.Replace("P-1", "P-0", StringComparison.Ordinal));
        (await Json(await officer.Post("720510", "periods/2025-03/close?dryRun=true", "{}")))["written"]!.GetValue<bool>().ShouldBeFalse();
        (await officer.Post("720510", "reimbursements?dryRun=true", Payment)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var closed = await officer.Post("720510", "periods/2025-03/close", """{"reason":"month end"}""");
        closed.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(closed))["position"]!.GetValue<long>().ShouldBe(4);
        await ProblemAnswer.Of(officer.Post("720510", "reimbursements", Payment), HttpStatusCode.UnprocessableEntity, "rule:period-closed");
        await ProblemAnswer.Of(officer.Post("720510", "periods/2025-03/close", "{}"),
            HttpStatusCode.UnprocessableEntity, "rule:period-already-closed");
        await ProblemAnswer.Of(officer.Post("720510", "periods/2025-04/close", """{"hard":"yes"}"""), HttpStatusCode.BadRequest, "bad-request");
    }

    private async Task<string?> Balance(string pool)
    {
        var auditor = await served.As(Role.Auditor, pool);
        var json = await Json(await auditor.Get($"{pool}/funds/employee/balance"));
        return json["funds"]![0]!["balance"]!.GetValue<string>();
    }

    private async Task<List<EventStore.RecordedEvent>> Log(string pool)
    {
        var log = new List<EventStore.RecordedEvent>();
        await foreach (var one in served.Ledger.Store.Read(PoolCode.Of(pool), 1, long.MaxValue, Cancellation)) log.Add(one);
        return log;
    }

    private static async Task<JsonNode> Json(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }
}
