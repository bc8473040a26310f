namespace Ledger.Naive;

/// <summary>
/// A fund's books at a day in four sums: money at the bank and what others owe are on one side, what the fund owes and
/// its balance on the other.
/// </summary>
public sealed record NaiveTrialBalance(long Bank, long Assets, long Liabilities, long Balance)
{
    public long Difference => Bank + Assets - Liabilities - Balance;

    public static NaiveTrialBalance Of(NaiveSums sums, string fund, DateOnly asOf) =>
        new(sums.Sum(fund, "bank", asOf), sums.Sum(fund, "asset", asOf), sums.Sum(fund, "liability", asOf),
            sums.Balance(fund, asOf));
}
