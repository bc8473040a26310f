using Ledger.Domain;
using Ledger.Domain.Periods;
using Ledger.Domain.Statements;

namespace Ledger.Projections.Periods;

/// <summary>What must be so at a month's end. Each gives what is not, and nothing where all is well.</summary>
public static class ClosingAssertions
{
    private const string CollectionAccount = StatementLines.Bank + ".collection-account";

    private static readonly FundCode _medicalAid = FundCode.Of("medical-aid");
    private static readonly string _aidPaid = StatementLines.BenefitsFor("premium-aid");
    private static readonly string _aidReceived = StatementLines.PremiumFrom("medical-aid");

    public static readonly IReadOnlyList<Func<ClosingLook, IEnumerable<Unusual>>> All =
        [TrialBalance, Closing, Books, CollectionAccountIsEmpty, AidFundedPremiums];

    /// <summary>The accounts of each fund come to zero.</summary>
    public static IEnumerable<Unusual> TrialBalance(ClosingLook look) =>
        from fund in look.Funds
        let difference = look.AtEnd.Of(fund).Aggregate(Money.Zero, (sum, line) =>
            look.Chart.Of(line.Key).IsDebit ? sum + line.Value : sum - line.Value)
        where difference != Money.Zero
        select Failed(look, "trial-balance", fund, difference,
            $"the accounts of {fund} do not balance: debits less credits are {difference}",
            $"基金 {fund} 试算不平衡:借方减贷方为 {difference}");

    /// <summary>The closing balance is the opening one, income and expenditure.</summary>
    public static IEnumerable<Unusual> Closing(ClosingLook look) =>
        from fund in look.FundsWithBalance
        let statement = FundStatement.Of(fund, openingKnown: true, look.Before.Net(fund), look.During.Of(fund))
        let closing = statement[StatementLines.Opening] + statement[StatementLines.OpeningAdjusted]
            + statement[StatementLines.IncomeTotal] - statement[StatementLines.ExpenditureTotal]
        let difference = look.AtEnd.Net(fund) - closing
        where difference != Money.Zero
        select Failed(look, "closing", fund, difference,
            $"the closing balance of {fund} is {difference} more than opening, income and expenditure make it",
            $"基金 {fund} 的期末结余与期初、收入、支出之和相差 {difference}");

    /// <summary>What deciding believes a fund has is what its lines add up to.</summary>
    public static IEnumerable<Unusual> Books(ClosingLook look) =>
        from fund in look.Funds
        let difference = look.Snapshot.Funds[fund].Balance - look.Ever.Net(fund)
        where difference != Money.Zero
        select Failed(look, "books", fund, difference,
            $"the books of {fund} have {difference} more than its statement lines add up to",
            $"基金 {fund} 的账面结余与各项目合计相差 {difference}");

    /// <summary>收入户: emptied into the fiscal account by the end of each month.</summary>
    public static IEnumerable<Unusual> CollectionAccountIsEmpty(ClosingLook look) =>
        from fund in look.Funds
        let balance = look.AtEnd.Value(fund, CollectionAccount)
        where balance != Money.Zero
        select Failed(look, "collection-account", fund, balance,
            $"the collection account of {fund} has {balance} at the end of the month; it must be empty",
            $"基金 {fund} 收入户月末余额为 {balance},应为零") with
        {
            Line = CollectionAccount,
        };

    /// <summary>资助参保: what medical aid paid for premiums is what the other funds of the pool received.</summary>
    public static IEnumerable<Unusual> AidFundedPremiums(ClosingLook look)
    {
        if (!look.Snapshot.Funds.ContainsKey(_medicalAid)) yield break;
        var paid = look.During.Value(_medicalAid, _aidPaid);
        var received = look.Funds.Where(fund => fund != _medicalAid)
            .Aggregate(Money.Zero, (sum, fund) => sum + look.During.Value(fund, _aidReceived));
        if (paid == received) yield break;
        yield return Failed(look, "aid-funded", _medicalAid, paid - received,
            $"medical aid paid {paid} for premiums and the other funds received {received}",
            $"医疗救助资助参保支出 {paid},其他基金收到 {received}");
    }

    private static Unusual Failed(
        ClosingLook look, string check, FundCode fund, Money amount, string english, string chinese) =>
        new(check, new(english, chinese)) { Fund = fund, Date = look.Month.LastDay(), Amount = amount };
}
