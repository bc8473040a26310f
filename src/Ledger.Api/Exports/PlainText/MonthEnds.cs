using System.Runtime.CompilerServices;
using Ledger.Domain;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Exports.PlainText;

/// <summary>What an account holds at the end of a month, debit less credit.</summary>
/// <param name="Asserted">It moved in the month, or the month is the last.</param>
internal readonly record struct MonthEndBalance(FundCode Fund, string Account, Money Balance, bool Asserted);

/// <summary>
/// Balances for a journal to assert. They are those of the trial balance, not sums of the journal, so that the program
/// that reads the journal compares the two.
/// </summary>
internal static class MonthEnds
{
    /// <summary>Every account at the end of each month.</summary>
    public static async IAsyncEnumerable<(LocalDate End, IReadOnlyList<MonthEndBalance> Balances)> Of(
        ExportedBooks books, IReadOnlySet<YearMonth> months, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (months.Count == 0) yield break;
        await using var snapshot = await books.Figures.Open(books.Pool, cancellationToken);
        var last = months.Max();
        foreach (var month in months.Order())
        {
            var accounts = await TrialBalances.Over(snapshot, [.. snapshot.Funds.Keys], month.OnDayOfMonth(1),
                month.LastDay(), books.Ledger.Chart, cancellationToken);
            yield return (month.LastDay(),
            [
                .. accounts.Select(account => new MonthEndBalance(account.Opening.Fund, account.Opening.Name,
                    account.Closing, month == last || account.Movement != Money.Zero)),
            ]);
        }
    }
}
