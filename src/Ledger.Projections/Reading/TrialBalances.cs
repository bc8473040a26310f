using Ledger.Domain;
using Ledger.Domain.Accounting;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>What an account of a fund holds: debit less credit.</summary>
public sealed record AccountBalance(FundCode Fund, string Name, Account Account, Money Balance);

/// <summary>What an account did over a span of dates, debit less credit.</summary>
/// <param name="Opening">What it held before.</param>
public sealed record AccountMovement(AccountBalance Opening, Money Movement)
{
    public Money Closing => Opening.Balance + Movement;
}

/// <summary>Answers "do the books balance, and what is in each account?"; the balances of a fund sum to zero.</summary>
public static class TrialBalances
{
    public static async Task<IReadOnlyList<AccountBalance>> At(PoolSnapshot snapshot, IReadOnlyList<FundCode> funds,
        LocalDate asOf, ChartOfAccounts chart, CancellationToken cancellationToken)
    {
        var sums = (await snapshot.Sums(Spans(asOf), cancellationToken))[0];
        return
        [
            .. funds.SelectMany(fund => sums.Of(fund)
                .Where(line => line.Value != Money.Zero)
                .OrderBy(line => chart.Of(line.Key).Code, StringComparer.Ordinal)
                .ThenBy(line => line.Key, StringComparer.Ordinal)
                .Select(line => Of(fund, line.Key, line.Value, chart.Of(line.Key)))),
        ];
    }

    /// <summary>What each account held before a span of cash dates and what moved in it; accounts with neither left out.</summary>
    public static async Task<IReadOnlyList<AccountMovement>> Over(PoolSnapshot snapshot,
        IReadOnlyList<FundCode> funds, LocalDate from, LocalDate to, ChartOfAccounts chart,
        CancellationToken cancellationToken)
    {
        var sums = await snapshot.Sums(Spans(from, to), cancellationToken);
        return
        [
            .. from fund in funds
               from line in sums[0].Of(fund).Keys.Union(sums[1].Of(fund).Keys, StringComparer.Ordinal)
                   .OrderBy(line => chart.Of(line).Code, StringComparer.Ordinal).ThenBy(line => line, StringComparer.Ordinal)
               let before = Of(fund, line, sums[0].Of(fund).GetValueOrDefault(line), chart.Of(line))
               let moved = Of(fund, line, sums[1].Of(fund).GetValueOrDefault(line), chart.Of(line))
               where before.Balance != Money.Zero || moved.Balance != Money.Zero
               select new AccountMovement(before, moved.Balance),
        ];
    }

    /// <summary>The dates whose sums the balances at a date are made of.</summary>
    public static IReadOnlyList<(LocalDate? From, LocalDate To)> Spans(LocalDate asOf) => [(null, asOf)];

    /// <summary>The dates whose sums they are made of: those before the span, and those of it.</summary>
    public static IReadOnlyList<(LocalDate? From, LocalDate To)> Spans(LocalDate from, LocalDate to) =>
        [(null, from.PlusDays(-1)), (from, to)];

    /// <summary>What an account holds where sums of lines over <see cref="Spans(LocalDate)"/> are these: debit less credit.</summary>
    public static Money BalanceOf(LineSums sums, FundCode fund, string line, ChartOfAccounts chart) =>
        Of(fund, line, sums.Of(fund).GetValueOrDefault(line), chart.Of(line)).Balance;

    private static AccountBalance Of(FundCode fund, string line, Money amount, Account account) =>
        new(fund, Journal.NameOf(fund, line), account, account.IsDebit ? amount : -amount);
}
