using System.Runtime.CompilerServices;
using Ledger.Api.CommandLine;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Projections.Reading;
using NodaTime;

namespace Ledger.Api.Exports;

/// <summary>An account over one month (科目余额): what it held, what was debited and credited, what it holds.</summary>
/// <param name="Opening">Debit less credit, as is the closing.</param>
internal sealed record AccountMonth(
    FundCode Fund, string Line, string Name, Account Account, Money Opening, Money Debit, Money Credit)
{
    public Money Closing => Opening + Debit - Credit;
}

/// <summary>
/// The accounts of a pool month by month: balances from the trial balance, the two sides from the log. Where both do
/// not come to the same there is no export, since one of them is wrong.
/// </summary>
internal static class AccountMonths
{
    /// <summary>The months that are asked for; all from the first to the last in which money moved where none are.</summary>
    public static IReadOnlyList<YearMonth> Asked(ExportedBooks books, Turnovers turnovers)
    {
        var months = books.Months is { } asked ? (asked.First, asked.Last) : turnovers.Months;
        if (months is not { } span) return [];
        var all = new List<YearMonth>();
        for (var month = span.First; month <= span.Last; month = month.PlusMonths(1)) all.Add(month);
        return all;
    }

    /// <summary>Month by month, the accounts by fund, code and line; those that neither held nor moved anything left out.</summary>
    /// <exception cref="UserError">The figures differ from the log.</exception>
    public static async IAsyncEnumerable<(YearMonth Month, IReadOnlyList<AccountMonth> Accounts)> Of(
        ExportedBooks books, Turnovers turnovers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var snapshot = await books.Figures.Open(books.Pool, cancellationToken);
        var funds = snapshot.Funds.Keys.ToList();
        foreach (var month in Asked(books, turnovers))
        {
            var moved = await TrialBalances.Over(
                snapshot, funds, month.OnDayOfMonth(1), month.LastDay(), books.Ledger.Chart, cancellationToken);
            yield return (month, Accounts(books, turnovers, month, moved.ToDictionary(row => row.Opening.Name)));
        }
    }

    private static List<AccountMonth> Accounts(ExportedBooks books, Turnovers turnovers, YearMonth month,
        Dictionary<string, AccountMovement> figures)
    {
        var chart = books.Ledger.Chart;
        // What was debited and credited alike is no movement of the figures.
        var sides = turnovers.In(month);
        var both = sides.Keys.Where(key => !figures.ContainsKey(Journal.NameOf(key.Fund, key.Line)))
            .Select(key => Of(key.Fund, key.Line, Money.Zero));
        var rows = figures.Values.Select(row => Of(row.Opening.Fund, LineOf(row.Opening), row.Opening.Balance)).Concat(both)
            .OrderBy(row => row.Fund.Text, StringComparer.Ordinal).ThenBy(row => row.Account.Code, StringComparer.Ordinal)
            .ThenBy(row => row.Line, StringComparer.Ordinal).ToList();
        foreach (var row in rows)
        {
            var closing = figures.TryGetValue(row.Name, out var figure) ? figure.Closing : Money.Zero;
            if (row.Closing != closing) throw Differs(books.Pool, month, row, closing);
        }
        return rows;

        AccountMonth Of(FundCode fund, string line, Money opening)
        {
            var (debit, credit) = sides.GetValueOrDefault((fund, line));
            return new(fund, line, Journal.NameOf(fund, line), chart.Of(line), opening, debit, credit);
        }
    }

    private static string LineOf(AccountBalance row) => row.Name[(row.Fund.Text.Length + 1)..].Replace(':', '.');

    private static UserError Differs(PoolCode pool, YearMonth month, AccountMonth row, Money figure) => new(
        UserLanguage.Say(
            $"nothing is exported: at the end of {month.Iso()} account {row.Name} has {figure} by the figures and "
            + $"{row.Closing} by the log; run ./ledger rebuild --pool {pool} --check",
            $"未导出:{month.Iso()} 末科目 {row.Name} 的余额,报表数为 {figure},日志数为 {row.Closing};"
            + $"请运行 ./ledger rebuild --pool {pool} --check"), ExitCodes.Finding);
}
