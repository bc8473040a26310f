using Ledger.Domain.Deciding;

namespace Ledger.Domain.Tests.Rulings;

/// <summary>The rulings as delivered, with a row as a user may have changed it.</summary>
internal static class ChangedRulings
{
    /// <summary>The prepayment rule of everybody, with these properties.</summary>
    internal static RuleBook Prepayment(string properties) =>
        With("\"prepayment-unrestricted\"", $"\"prepayment-test\", {properties}");

    internal static RuleBook With(string good, string changed)
    {
        var text = Repository.Text("data/rules.json");
        text.ShouldContain(good);
        return Repository.RulesOf(text.Replace(good, changed, StringComparison.Ordinal));
    }
}
