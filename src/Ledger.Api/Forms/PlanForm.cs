using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Api.Statements;
using Ledger.Domain;
using Ledger.Domain.Ageing;
using Ledger.Domain.Statements;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Forms;

/// <summary>
/// 用款计划: what the expenditure account lacks for a month, to be called from the fiscal special account. What a month needs
/// is the larger of what is settled and unpaid before it, and a mean month by the fund's policy of payment capacity.
/// </summary>
internal static class PlanForm
{
    public static async Task<Report> Of(
        LedgerContext ledger, PoolCode pool, YearMonth month, KnownPoint known, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, known).OpenFollowed(pool, FollowedSubject.Institutions, cancellationToken);
        var date = month.OnDayOfMonth(1).PlusDays(-1);
        var funds = snapshot.Funds.Keys.Where(fund => StatutoryReport.IsStatutory(ledger, fund)).ToList();
        var counted = funds.Where(fund => !snapshot.Funds[fund].FlowsOnly).ToList();
        var sums = (await snapshot.Sums([(null, date)], cancellationToken))[0];
        var unpaid = (await OutstandingAges.At(snapshot, OutstandingKinds.Settlement, null, date, ledger.Ages, cancellationToken))
            .ToLookup(row => row.Fund, row => row.Age.Outstanding);
        var capacities = (await new PaymentCapacities(ledger.Policies, ledger.Funds).At(
            snapshot, counted, date, null, null, cancellationToken)).ToDictionary(row => row.Fund);
        var plans = counted.Select(fund =>
        {
            var accounts = BalanceSheet.Of(ledger.Chart, [(fund, sums.Of(fund))]).Assets.ToDictionary(row => row.Account.Line, row => row.Amount);
            var mean = capacities[fund] is { Denominator: { } spent, WindowMonths: > 0 and var months } ? Mean(spent, months) : (Money?)null;
            return new FundPlan(fund, accounts.GetValueOrDefault("bank.fiscal-account"),
                accounts.GetValueOrDefault("bank.expenditure-account"), Sum(unpaid[fund]), mean, capacities[fund].Policy);
        }).ToList();
        var answer = new PlanAnswer(pool.Text, month.Iso(), date.Iso(), snapshot.Position,
            [.. plans.Select(plan => plan.Answer())],
            new(Sum(plans.Select(plan => plan.Fiscal)).ToString(), Sum(plans.Select(plan => plan.Expenditure)).ToString(),
                Sum(plans.Select(plan => plan.Unpaid)).ToString(), Sum(plans.Select(plan => plan.Expected)).ToString(),
                Sum(plans.Select(plan => plan.Call)).ToString()),
            [.. funds.Except(counted).Select(fund => fund.Text)]);
        return FormReport.Of(ledger, answer, answer.Pool, answer.Position, words => Sheet(answer, words),
            SheetCsv.Of([("pool", answer.Pool), ("month", answer.Month), ("as_of", answer.AsOf)],
                ["fund", "fiscal_account", "expenditure_account", "settled_unpaid", "monthly_expenditure", "policy", "expected", "call"],
                answer.Funds.Select(row => (string?[])[row.Fund, row.FiscalAccount, row.ExpenditureAccount, row.SettledUnpaid,
                    row.MonthlyExpenditure, row.Policy, row.Expected, row.Call])));
    }

    private static Sheet Sheet(PlanAnswer answer, SheetWords words) => new("plan", words.Say("Call on the fiscal special account", "用款计划表"),
        words.Say($"{words.Pool(answer.Pool)}    for {answer.Month}", $"{words.Pool(answer.Pool)}    用款月份:{answer.Month}"),
        [
            new("fund", words.Say("Fund", "基金"), CellKind.Text), Money("fiscal_account", words.Say("Fiscal special account", "财政专户存款")),
            Money("expenditure_account", words.Say("Expenditure account", "支出户存款")),
            Money("settled_unpaid", words.Say("Settled, unpaid", "已结算未支付")), Money("monthly_expenditure", words.Say("Mean month", "月均支出")),
            Money("expected", words.Say("Needed", "预计支出")), Money("call", words.Say("Call", "申请用款")),
        ],
        [
            .. answer.Funds.Select(row => SheetRow.Line(words.Fund(row.Fund), row.FiscalAccount, row.ExpenditureAccount,
                row.SettledUnpaid, row.MonthlyExpenditure, row.Expected, row.Call)),
            new(RowLevel.Total, [words.Total, answer.Total.FiscalAccount, answer.Total.ExpenditureAccount, answer.Total.SettledUnpaid,
                null, answer.Total.Expected, answer.Total.Call]),
        ])
    {
        Unit = words.Yuan, Signatures = words.Signatures("plan"), Notes =
        [
            words.Say($"Balances as of {answer.AsOf}. Needed: the larger of what is settled and unpaid and a mean month. Call: what "
                + "the expenditure account lacks of it.", $"余额截至 {answer.AsOf}。预计支出取已结算未支付与月均支出中较大者;申请用款=预计支出-支出户存款(不足零按零)。"),
            .. answer.Unknown.Select(fund => words.Say($"{words.Fund(fund)} is not in it: {words.Of("reasons", "opening-unknown")}.",
                $"{words.Fund(fund)}未列入:{words.Of("reasons", "opening-unknown")}。")),
        ],
    };

    private static SheetColumn Money(string key, string heading) => new(key, heading, CellKind.Money);

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Domain.Money.Zero, (sum, amount) => sum + amount);

    // To the fen, half away from zero.
    private static Money Mean(Money spent, int months) =>
        new((long)Math.Round((decimal)spent.Fen / months, MidpointRounding.AwayFromZero));

    private sealed record FundPlan(FundCode Fund, Money Fiscal, Money Expenditure, Money Unpaid, Money? Mean, string Policy)
    {
        public Money Expected => Mean is { } mean && mean > Unpaid ? mean : Unpaid;

        public Money Call => Expected > Expenditure ? Expected - Expenditure : Domain.Money.Zero;

        public FundPlanAnswer Answer() => new(Fund.Text, Fiscal.ToString(), Expenditure.ToString(), Unpaid.ToString(),
            Mean?.ToString(), Policy, Expected.ToString(), Call.ToString());
    }
}
