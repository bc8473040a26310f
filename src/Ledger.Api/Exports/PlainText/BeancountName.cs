using System.Diagnostics;
using Ledger.Domain;
using Ledger.Domain.Accounting;

namespace Ledger.Api.Exports.PlainText;

/// <summary>
/// An account as beancount can name it: one of its five roots, then our name with the first letter of each part
/// raised. <c>resident:bank:fiscal-account</c> is <c>Assets:Resident:Bank:Fiscal-account</c>; without the root and
/// with small letters it is ours again, since ours have no capitals.
/// </summary>
internal static class BeancountName
{
    public static string Of(ChartOfAccounts chart, FundCode fund, string account)
    {
        var line = account[(fund.Text.Length + 1)..].Replace(':', '.');
        var parts = account.Split(':').Select(part => char.ToUpperInvariant(part[0]) + part[1..]);
        return $"{Root(chart.Of(line).Side)}:{string.Join(':', parts)}";
    }

    private static string Root(AccountSide side) => side switch
    {
        AccountSide.Asset => "Assets",
        AccountSide.Liability => "Liabilities",
        AccountSide.Equity => "Equity",
        AccountSide.Income => "Income",
        AccountSide.Expenditure => "Expenses",
        _ => throw new UnreachableException($"No root for {side}."),
    };
}
