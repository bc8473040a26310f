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
    internal const int YearsMax = 20;

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
            if (result.GetValueOrDefault<int?>() is < 2 or > YearsMax) result.AddError(UserLanguage.Say($"--years must be 2 to {YearsMax}", $"--years 应为 2 至 {YearsMax}"));
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
        if (views.Count > 1) result.AddError(UserLanguage.Say(
            $"{views[0]} and {views[1]} cannot be asked together; choose one", $"{views[0]} 与 {views[1]} 不能同时使用,请选其一"));
        else if (Given(_pools) && !Given(_consolidated)) result.AddError(UserLanguage.Say("--pools needs --consolidated", "--pools 须与 --consolidated 一起使用"));
        else if (Given(_consolidated) && !Given(_pools)) result.AddError(UserLanguage.Say(
            "--consolidated needs --pools, such as 330900,330921", "--consolidated 须给出 --pools,如 330900,330921"));
        else if (Given(_pools) && Given(pool)) result.AddError(UserLanguage.Say("give --pool or --pools, not both", "--pool 与 --pools 只能给出一个"));
        else if (!Given(_pools) && !Given(pool)) result.AddError(UserLanguage.Say("Option '--pool' is required.", "须给出 --pool"));

        bool Given(Option option) => result.GetResult(option) is { Implicit: false };
    }

    private static PoolCode[]? Pools(ArgumentResult result)
    {
        var pools = new List<PoolCode>();
        foreach (var text in result.Tokens[0].Value.Split(','))
        {
            if (!PoolCode.TryParse(text, out var pool)) result.AddError(UserLanguage.Say($"'{text}' must be {PoolCode.Form.English}", $"“{text}”应为{PoolCode.Form.Chinese}"));
            else if (pools.Contains(pool)) result.AddError(UserLanguage.Say($"pool {pool} stands twice in --pools", $"--pools 中统筹区 {pool} 重复"));
            pools.Add(pool);
        }
        if (pools.Count < 2) result.AddError(UserLanguage.Say(
            "--pools needs two pools or more, such as 330900,330921", "--pools 至少给出两个统筹区,如 330900,330921"));
        return [.. pools];
    }
}
