using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Institutions;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Institutions;
using Ledger.Projections.Reading;
using Ledger.Projections.Tracing;

namespace Ledger.Api.Tracing;

/// <summary>Says of a figure of the budget report what it is made of.</summary>
internal sealed class InstitutionTraces(ControlRules rules)
{
    private const string Executed = "executed";

    private readonly InstitutionTerms _terms = new(rules);

    /// <exception cref="UserError">There is no such figure, or nothing is recorded of the institution.</exception>
    internal async Task<TracedFigure> Of(PoolSnapshot snapshot, InstitutionCode? institution, int year, string name,
        CancellationToken cancellationToken)
    {
        var (budgets, region) = await new InstitutionBudgets(rules).Of(snapshot, year, institution, cancellationToken);
        if (institution is null) return OfRegion(region!, year, name);
        if (budgets.Count == 0) throw InstitutionFigures.NothingOf(institution.Value, snapshot.Pool, year);
        return OfInstitution(budgets[0], name);
    }

    /// <summary>A figure of the budget report of an institution of which nothing is recorded but these events.</summary>
    /// <exception cref="UserError">There is no such figure.</exception>
    internal string? Of(IReadOnlyList<FundEvent> entries, InstitutionCode institution, int year, string name)
    {
        var (budgets, _) = new InstitutionBudgets(rules).Of(entries, year, institution);
        return budgets is [var budget] ? OfInstitution(budget, name).Value : null;
    }

    private TracedFigure OfInstitution(InstitutionBudget budget, string name)
    {
        if (InstitutionTerms.Sums.FirstOrDefault(sum => sum.Name == name) is { } sum)
        {
            return new(name, sum.Unit, FigureText.Of(sum.Of(budget), sum.Unit), $"{name} = {sum.Formula}", PolicyOf(name), null,
                name == "remaining" ? [Input("budget"), Input("paid")] : [], [_terms.Term(name, sum, budget)]);
        }
        if (InstitutionTerms.Quotients.FirstOrDefault(one => one.Name == name) is not { } quotient)
            throw Unknown(name, [.. InstitutionTerms.Sums.Select(one => one.Name), .. InstitutionTerms.Quotients.Select(one => one.Name)]);
        return new(name, quotient.Unit, Shown(InstitutionFigures.Of(budget), name), $"{name} = {quotient.Dividend} / {quotient.Divisor}",
            PolicyOf(name), null, [Input(quotient.Dividend), Input(quotient.Divisor)],
            [
                .. new[] { quotient.Dividend, quotient.Divisor }
                    .Select(part => _terms.Term(part, InstitutionTerms.SumOf(part), budget)),
            ]);

        FigureInput Input(string part)
        {
            var of = InstitutionTerms.SumOf(part);
            return new(part, FigureText.Of(of.Of(budget), of.Unit), of.Unit);
        }
    }

    private TracedFigure OfRegion(RegionBudget region, int year, string name)
    {
        if (InstitutionTerms.RegionSums.ContainsKey(name))
        {
            return new(name, FigureUnit.Yuan, Shown(InstitutionFigures.Of(region), name),
                $"{name} = {InstitutionTerms.SumOf(name).Formula}", rules.BudgetPolicy, null,
                name == "remaining" ? [Input("budget"), Input("paid")] : [], [_terms.RegionTerm(name, year, region)]);
        }
        if (name != Executed) throw Unknown(name, [.. InstitutionTerms.RegionSums.Keys, Executed]);
        return new(name, FigureUnit.Share, Shown(InstitutionFigures.Of(region), name), "executed = paid / budget",
            rules.BudgetPolicy, null, [Input("paid"), Input("budget")],
            [_terms.RegionTerm("paid", year, region), _terms.RegionTerm("budget", year, region)]);

        FigureInput Input(string part) => new(part, InstitutionTerms.RegionSums[part](region).ToString(), FigureUnit.Yuan);
    }

    private string? PolicyOf(string name) => name switch
    {
        "budget" or "paid" or "remaining" or Executed => rules.BudgetPolicy,
        _ when name.StartsWith("average", StringComparison.Ordinal) || name.StartsWith("visits", StringComparison.Ordinal)
            => rules.AveragesPolicy,
        _ => null,
    };

    // Letter for letter what the reading verb shows.
    internal static string? Shown<T>(T answer, string name) =>
        JsonSerializer.SerializeToElement(answer, JsonOutput.Options).GetProperty(name).GetString();

    private static NotThereError Unknown(string name, IEnumerable<string> known) => new(UserLanguage.Say(
        $"there is no figure '{PlainLine.Beginning(name)}' in the budget report; there are {string.Join(", ", known)}",
        $"预算执行情况中没有指标“{PlainLine.Beginning(name)}”;有:{string.Join("、", known)}"));
}
