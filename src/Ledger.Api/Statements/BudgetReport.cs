using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;
using Spectre.Console;

namespace Ledger.Api.Statements;

public sealed record BudgetedAnswer(
    string Pool, string From, string To, long Position, int Year, IReadOnlyList<FundBudgetedAnswer> Funds);

/// <param name="Budget">The lines that the budget of the year sets; empty where there is none.</param>
public sealed record FundBudgetedAnswer(string Fund, IReadOnlyDictionary<string, string> Lines,
    IReadOnlyDictionary<string, BudgetLineAnswer> Budget);

/// <param name="Executed">执行率 in per cent, two digits; null where nothing was planned.</param>
public sealed record BudgetLineAnswer(string Budget, string Actual, string Difference, string? Executed);

/// <summary><c>statement --budget</c>: the fund's own budget of the year beside the months asked for.</summary>
internal static class BudgetReport
{
    private static readonly string[] _header =
        ["pool", "fund", "year", "from", "to", "line", "budget", "actual", "difference", "executed"];

    /// <exception cref="UserError">The months are of two years, and so of two budgets.</exception>
    public static async Task<Report> Of(LedgerContext ledger, PoolCode pool, FundCode? fund,
        StatementSpan span, KnownPoint known, CancellationToken cancellationToken)
    {
        if (span.First.Year != span.Last.Year)
            throw new UserError(UserLanguage.Say($"a budget is of one year; {span} is of several", $"预算以一个年度为准,{span} 跨年度"));
        await using var snapshot = await new PoolFigures(ledger, known).Open(pool, cancellationToken);
        var statements = await FundStatements.Over(
            snapshot, PoolFigures.Chosen(snapshot, fund), span.From, span.To, cancellationToken);
        var funds = new List<FundBudgetedAnswer>();
        foreach (var statement in statements)
        {
            var budget = await snapshot.FundBudget(statement.Fund, span.First.Year, cancellationToken);
            var lines = FundStatementAnswer.Of(statement.WithParts(ledger.Funds.Find(statement.Fund)));
            funds.Add(new(lines.Fund, lines.Lines, BudgetExecution.Of(statement, budget).ToDictionary(
                line => line.Line, line => new BudgetLineAnswer(line.Budget.ToString(), line.Actual.ToString(),
                    line.Difference.ToString(), StatementComparison.Display(line.Executed)))));
        }
        var answer = new BudgetedAnswer(
            pool.Text, span.From.Iso(), span.To.Iso(), snapshot.Position, span.First.Year, funds);
        return new(answer, answer.Pool, answer.Position, Csv(answer), console => Print(console, answer),
            words => StatementSheets.Of(answer, words));
    }

    private static List<IReadOnlyList<string?>> Csv(BudgetedAnswer answer)
    {
        var rows = new List<IReadOnlyList<string?>> { _header };
        foreach (var fund in answer.Funds)
        {
            rows.AddRange(fund.Budget.Select(line => (string?[])
            [
                answer.Pool, fund.Fund, $"{answer.Year}", answer.From, answer.To, line.Key, line.Value.Budget,
                line.Value.Actual, line.Value.Difference, line.Value.Executed,
            ]));
        }
        return rows;
    }

    private static void Print(IAnsiConsole console, BudgetedAnswer answer)
    {
        foreach (var fund in answer.Funds)
        {
            var table = PlainConsole.Table("line", "budget", "actual", "difference", "executed %");
            foreach (var (line, row) in fund.Budget)
            {
                table.AddRow(new Text(line), FigureVerbs.Right(row.Budget), FigureVerbs.Right(row.Actual),
                    FigureVerbs.Right(row.Difference), FigureVerbs.Right(row.Executed ?? ""));
            }
            console.WriteSection($"Budget of {answer.Year} of {fund.Fund}, pool {answer.Pool}, {answer.From} to "
                + $"{answer.To}, position {answer.Position}{(fund.Budget.Count == 0 ? ": none is set" : "")}", table);
        }
    }
}
