using Ledger.Domain.Accounting;
using Ledger.Domain.Deciding;
using Ledger.Domain.Funds;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Rulings;
using Ledger.Domain.Statements.Forms;

namespace Ledger.Domain.Tests;

/// <summary>
/// The repository that the tests were built from: its folder, and the data a user may correct.
/// </summary>
internal static class Repository
{
    private static readonly Lazy<FundCatalogue> _funds = new(() => FundCatalogue.Parse(Text("data/funds.json")));

    private static readonly Lazy<RuleBook> _rules = new(() => RulesOf(Text("data/rules.json")));
    private static readonly Lazy<ChartOfAccounts> _chart = new(() => ChartOfAccounts.Parse(Text("data/accounts.json")));

    internal static string Root { get; } = FindRoot();

    internal static FundCatalogue Funds => _funds.Value;

    /// <summary>The catalogue and the rulings as delivered.</summary>
    internal static RuleBook Rules => _rules.Value;

    internal static ChartOfAccounts Chart => _chart.Value;

    internal static StatementForms Forms => StatementForms.Parse(Text("data/statement-forms.json"));

    internal static CapacityPolicies Policies => CapacityPolicies.Parse(Text("data/policies.json"));

    /// <summary>The catalogue with rulings that a user has changed.</summary>
    internal static RuleBook RulesOf(string rulings) => new(Funds, LedgerRules.Parse(rulings));

    internal static string PathOf(string relative) => Path.Combine(Root, relative);

    internal static string Text(string relative) => File.ReadAllText(PathOf(relative));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException($"no Ledger.sln above {AppContext.BaseDirectory}");
    }
}
