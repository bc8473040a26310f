using Ledger.Domain;
using Ledger.Domain.Accounting;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>What an account of a fund holds: debit less credit.</summary>
public sealed record AccountBalance(FundCode Fund, string Name, Account Account, Money Balance);

/// <summary>Answers "do the books balance, and what is in each account?"; the balances of a fund sum to zero.</summary>
public static class TrialBalances
{
    public static async Task<IReadOnlyList<AccountBalance>> At(PoolSnapshot snapshot, IReadOnlyList<FundCode> funds,
        LocalDate asOf, ChartOfAccounts chart, CancellationToken cancellationToken)
    {
        var sums = (await snapshot.Sums([(null, asOf)], cancellationToken))[0];
        return
        [
            .. funds.SelectMany(fund => sums.Of(fund)
                .Where(line => line.Value != Money.Zero)
                .OrderBy(line => chart.Of(line.Key).Code, StringComparer.Ordinal)
                .ThenBy(line => line.Key, StringComparer.Ordinal)
                .Select(line => Of(fund, line.Key, line.Value, chart.Of(line.Key)))),
        ];
    }

    private static AccountBalance Of(FundCode fund, string line, Money amount, Account account) =>
        new(fund, Journal.NameOf(fund, line), account, account.IsDebit ? amount : -amount);
}
