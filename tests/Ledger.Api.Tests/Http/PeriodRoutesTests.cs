using System.Net;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Domain.Reconciling;

namespace Ledger.Api.Tests.Http;

/// <summary>What keeps a month from being closed over HTTP; what closing does is the verb's.</summary>
public sealed class PeriodRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stated_figure_that_differs_keeps_a_month_from_being_closed_hard_and_not_soft()
    {
        var officer = await served.Opened("720909");
        await officer.Post("720909", "entries",
            """{"kind":"interest_credited","document":"I-1","fund":"employee","amount":"1.00","date":"2025-03-01"}""");
        await new ReconciliationRecorder(served.Ledger, PoolCode.Of("720909"), "tester").Record(
        [
            new()
            {
                Category = ReconciliationSigned.BalanceStated, CashDate = new(2025, 2, 28), Counterparty = "bank",
                Balance = new(FundCode.Of("employee"), "closing", new(999_99)),
            },
        ], Cancellation);
        await ProblemAnswer.Of(officer.Post("720909", "periods/2025-02/close", """{"hard":true}"""),
            HttpStatusCode.UnprocessableEntity, "balances-differ");
        (await officer.Post("720909", "periods/2025-02/close", """{"hard":false}""")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
