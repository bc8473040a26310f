using System.CommandLine;
using System.CommandLine.Parsing;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;

namespace Ledger.Api.Statements;

/// <summary>The other ways to see a statement, one at a time; without any of them it is the plain list of lines.</summary>
internal sealed class StatementViews
{
    private const int YearsMax = 20;

    private readonly Option<string?> _form = new("--form") { Description = "statutory: the two-sided form (收支表)" };
    private readonly Option<string?> _compare = new("--compare") { Description = "last-year: the same months of last year beside it" };
    private readonly Option<int?> _years = new("--years") { Description = "The same months of this many years side by side" };
    private readonly Option<bool> _cover = new("--cover") { Description = "For which years the premiums received are" };
    private readonly Option<bool> _budget = new("--budget") { Description = "The fund's own budget of the year (预算) beside it" };
    private readonly Option<bool> _consolidated = new("--consolidated") { Description = "Several pools as one; what they moved between them cancels" };
    private readonly Option<PoolCode[]?> _pools = new("--pools") { Description = "The pools to consolidate, such as 330900,330921", CustomParser = Pools };

    public StatementViews()
    {
        _form.AcceptOnlyFromAmong(StatutoryReport.Name);
        _compare.AcceptOnlyFromAmong("last-year");
        _years.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 2 or > YearsMax) result.AddError($"--years must be 2 to {YearsMax}");
        });
    }

    /// <summary>Adds the options to the verb, whose pool is not needed where pools are given.</summary>
    public void AddTo(Command verb, Option<PoolCode> pool)
    {
        pool.Required = false;
        foreach (var option in (Option[])[_form, _compare, _years, _cover, _budget, _consolidated, _pools]) verb.Add(option);
        verb.Validators.Add(result => Check(result, pool));
    }

    /// <summary>The view that was asked for; the plain statement where none was.</summary>
    public Func<LedgerContext, StatementSpan, KnownPoint, CancellationToken, Task<Report>> Chosen(
        ParseResult asked, PoolCode pool, FundCode? fund)
    {
        if (asked.GetValue(_consolidated))
            return (ledger, span, known, cancel) => ConsolidatedReport.Of(ledger, asked.GetValue(_pools)!, fund, span, known, cancel);
        if (asked.GetValue(_form) is not null)
            return (ledger, span, known, cancel) => StatutoryReport.Of(ledger, pool, fund, span, known, cancel);
        if (asked.GetValue(_compare) is not null || asked.GetValue(_years) is not null)
            return (ledger, span, known, cancel) => YearsReport.Of(ledger, pool, fund, span, asked.GetValue(_years) ?? 2, known, cancel);
        if (asked.GetValue(_cover))
            return (ledger, span, known, cancel) => CoverReport.Of(ledger, pool, fund, span, known, cancel);
        if (asked.GetValue(_budget))
            return (ledger, span, known, cancel) => BudgetReport.Of(ledger, pool, fund, span, known, cancel);
        return (ledger, span, known, cancel) => PlainReport.Of(ledger, pool, fund, span, known, cancel);
    }

    private void Check(CommandResult result, Option<PoolCode> pool)
    {
        var views = ((Option[])[_form, _compare, _years, _cover, _budget, _consolidated]).Where(Given).Select(option => option.Name).ToList();
        if (views.Count > 1) result.AddError($"{views[0]} and {views[1]} cannot be asked together; choose one");
        else if (Given(_pools) && !Given(_consolidated)) result.AddError("--pools needs --consolidated");
        else if (Given(_consolidated) && !Given(_pools)) result.AddError("--consolidated needs --pools, such as 330900,330921");
        else if (Given(_pools) && Given(pool)) result.AddError("give --pool or --pools, not both");
        else if (!Given(_pools) && !Given(pool)) result.AddError("Option '--pool' is required.");

        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
    }

    private static PoolCode[]? Pools(ArgumentResult result)
    {
        var pools = new List<PoolCode>();
        foreach (var text in result.Tokens[0].Value.Split(','))
        {
            if (!PoolCode.TryParse(text, out var pool)) result.AddError(UserLanguage.Say($"'{text}' must be {PoolCode.Form.English}", $"“{text}”应为{PoolCode.Form.Chinese}"));
            else if (pools.Contains(pool)) result.AddError($"pool {pool} stands twice in --pools");
            pools.Add(pool);
        }
        if (pools.Count < 2) result.AddError("--pools needs two pools or more, such as 330900,330921");
        return [.. pools];
    }
}
